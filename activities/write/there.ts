/** What is concluded from a record that is as wanted. */
import type { Reply } from '../../workflows/contracts/reply.js';
import { Again } from './attempt.js';
import { MARGIN, type Book } from './book.js';
import { lookAs } from './look.js';
import { pollDelayMs } from './poll-delay.js';
import { Ended } from './reply.js';
import type { Sight } from './write.js';

type There<Result> = Extract<Sight<Result, unknown>, { change: 'there' }>;

/** The record is as wanted: the reply, unless something is still to be waited for. */
export async function there<Input, Before, Result>(book: Book<Input, Before, Result>, sight: There<Result>): Promise<Reply<Result, Before>> {
  const { owner, result, ids, evidence, unconfirmed, atWork } = sight;
  const targets = sight.records ?? book.targets;
  const left = owner === 'other' ? await leftBefore(book, sight) : undefined;
  if (left) return await there(book, left);
  const { settleMs, makers } = book.around;
  // A person who says that it is done is answered at once: the API may be at work for hours.
  const patienceMs = !atWork ? settleMs * MARGIN : book.call.lookOnly ? 0 : atWork.pollPatienceMs;
  if (unconfirmed && book.elapsed < patienceMs) {
    await book.keepQuiet();
    const soonMs = Math.min(settleMs / 5, 10_000);
    if (!atWork) throw new Again('Unsettled', evidence, soonMs);
    // Not longer than the claims on its targets last (protocol.ts).
    throw new Again('NotReady', evidence, Math.min(pollDelayMs(Math.min(soonMs, atWork.pollMs), book.attempt.number), settleMs));
  }
  if (owner === 'other' && book.write.shared) await waitForItsMaker(book, targets, evidence);
  if (owner === 'us' && !unconfirmed) makers?.made(targets, book.call);
  const outcome = unconfirmed ? 'unknown' : owner === 'us' ? 'done' : 'already-done';
  // What is not confirmed is ours all the same: forgetting it would call it another's, or open the way back after a payment.
  const maybeSent = unconfirmed === true && book.maybeOurs;
  return book.reply(outcome, evidence, { owner, result, ids, maybeSent, ...(owner === 'us' && { targets }) });
}

/**
 * What stands there, or stands against the write, may have been left by an earlier run of the same key that was
 * terminated or partly compensated: it is no "was there before" (domain-rules section 1). What bears our marker that run has made,
 * and it is this flow's. Undefined: there was no such run. Throws Ended where no marker tells.
 */
export async function leftBefore<Input, Before, Result>(book: Book<Input, Before, Result>, sight: Exclude<Sight<Result, Before>, { change: 'none' }>): Promise<There<Result> | undefined> {
  const { call, context, around } = book;
  const records = ('records' in sight && sight.records) || book.targets;
  // An undo that finds nothing to undo has nothing of anybody's.
  const leftover = call.undo ? undefined : await around.makers?.leftover(call, records);
  if (!leftover) return undefined;
  // As after a reset: this step may have been sent, and only a marker tells by whom.
  const seen = await lookAs(book, { ...context, maybeSent: true, reset: true });
  if (seen.change === 'there' && seen.owner === 'us') return { ...seen, evidence: `${seen.evidence}; made by an earlier run of this flow` };
  // A person who marks it done has compared, and that is what the evidence asks for; whose it is stays open, so no undo takes it for another's.
  if (call.lookOnly) return seen.change === 'there' ? { ...seen, owner: 'unknown' } : undefined;
  throw new Ended(book.reply('unknown', `${sight.evidence}; ${leftover}`));
}

/** What a flow made that is still open may yet be undone: "already done" would be a false word (write-protocol 1.9). */
async function waitForItsMaker<Input, Before, Result>(book: Book<Input, Before, Result>, targets: string[], evidence: string): Promise<void> {
  const open = await book.around.makers?.open(book.call, targets);
  if (!open) return;
  const waiting = `${evidence}: made by the flow ${open}, which has not ended`;
  await book.keepQuiet();
  await book.checkBudget(waiting);
  throw new Again('Busy', waiting, Math.min(book.around.settleMs / 2, 5000));
}
