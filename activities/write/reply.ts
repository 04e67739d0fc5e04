import { REPLY_VERSION, type Reply } from '../../workflows/contracts/reply.js';

/** A reply with safe defaults: nobody's effect, perhaps still on its way. Members that are undefined are left out. */
export function replyOf<Result, Before>(
  outcome: Reply['outcome'],
  evidence: string,
  more: Partial<Reply<Result, Before>>,
): Reply<Result, Before> {
  const known = Object.entries(more).filter(([, value]) => value !== undefined);
  return { v: REPLY_VERSION, outcome, owner: 'unknown', maybeSent: true, evidence, ...Object.fromEntries(known) };
}

/** A reply found deep inside an attempt. */
export class Ended extends Error {
  override readonly name = 'Ended';
  readonly reply: Reply<unknown, unknown>;
  constructor(reply: Reply<unknown, unknown>) {
    super(reply.evidence);
    this.reply = reply;
  }
}
