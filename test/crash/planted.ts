/**
 * Planted bugs: what the tests must catch (docs/write-protocol.md, "Testing it"). Each is one exact replacement in one
 * source file; plant.ts refuses one whose `find` does not stand there exactly once.
 */
export interface Replacement {
  /** Path from the root of the project. */
  file: string;
  find: string;
  replace: string;
}

export interface Planted extends Replacement {
  name: string;
  /** Other places where the same bug must stand to show. */
  also?: Replacement[];
  /** What goes wrong with it. */
  why: string;
}

const PROTOCOL = 'activities/write/protocol.ts';
const ACT = 'activities/write/act.ts';
const BOOK = 'activities/write/book.ts';
const STANDING = 'activities/write/standing.ts';
const ENTRY = 'workflows/saga/entry.ts';

export const PLANTED: Planted[] = [
  {
    name: 'no-look',
    file: PROTOCOL,
    find: 'const sight = await look(book);',
    replace: `const seen = await look(book);
  const again = seen.change === 'there' && !lookOnly && book.context.before !== undefined;
  const sight: typeof seen = again ? { change: 'none', before: book.context.before!, evidence: 'not heeded' } : seen;`,
    why: 'a later attempt sends again though the record shows the effect of an earlier one',
  },
  {
    name: 'no-settle',
    file: STANDING,
    find: 'const clean = never || (quiet && attempt.currentScheduled - since >= settleMs);',
    replace: 'const clean = true;',
    why: 'a look that shows no change is believed at once, while the first send is landing',
  },
  {
    name: 'settle-from-send',
    file: STANDING,
    find: 'const since = never ? 0 : quiet ? former.since : attempt.currentScheduled;',
    replace: 'const since = never ? 0 : attempt.scheduled;',
    why: 'the settle time runs from the first send, not from the moment the last one was given up',
  },
  {
    name: 'undo-without-settle',
    file: PROTOCOL,
    find: "if (sight.change === 'there' && (clean || !sight.provisional || lookOnly))",
    replace: "if (sight.change === 'there')",
    why: 'an undo answers "nothing to undo" before the late effect lands',
  },
  {
    name: 'undo-forgets-the-step',
    file: ENTRY,
    find: "const prior = maybe(input.maybeSent ? 'maybeSent' : undoPrior);",
    replace: 'const prior = maybe(undoPrior);',
    why: 'an undo is not told that its step may have been sent, so it believes its first look',
  },
  {
    name: 'before-not-durable',
    file: BOOK,
    find: 'since: 0, before: this.context.before, sends: this.standing.sends + 1 }',
    replace: 'since: 0, sends: this.standing.sends + 1 }',
    why: 'after a crash the before-image is lost: the undo cannot restore it, and whose effect it is cannot be told',
  },
  {
    name: 'plain-heartbeat',
    file: 'activities/write/temporal-attempt.ts',
    find: 'await context.client.activity.heartbeat(info.taskToken,',
    replace: 'context.heartbeat(',
    // The slot's lease is the second guard: with it alone acknowledged, a zombie would still be held back.
    also: [
      {
        file: 'activities/slot/hold-slot.ts',
        find: 'await client.activity.heartbeat(info.taskToken, details);',
        replace: 'Context.current().heartbeat(details);',
      },
      {
        // What nobody acknowledges tells a holder nothing of its lease.
        file: 'activities/tenants/slot.ts',
        find: 'return this.clock.now() - this.acknowledgedAt <= this.leaseMs;',
        replace: 'return this.acknowledgedAt > -Infinity;',
      },
    ],
    why: 'a worker that was stopped and resumed sends though another attempt has taken over',
  },
  {
    name: 'prior-not-passed',
    file: ENTRY,
    find: 'input, prior: maybe(prior), before } };',
    replace: "input, prior: 'none', before } };",
    why: 'after a repair the step is taken for one that was never sent',
  },
  {
    name: 'claim-freed-with-attempt',
    file: PROTOCOL,
    find: 'else around.claims.keep(targets, turn, around.settleMs * MARGIN * 2);',
    replace: 'else around.claims.free(targets, turn);',
    why: 'a rival flow pays the same invoice while our payment is landing',
  },
  {
    name: 'no-quarantine',
    file: ACT,
    find: 'if (quarantine > 0) {',
    replace: 'if (quarantine < 0) {',
    why: 'a process that took over after a crash writes while the payments of the dead one are landing',
  },
  {
    name: 'reference-alone',
    file: 'activities/steps/pay-ours.ts',
    find: 'const mine = sameAmount.filter((record) => record.applications.some(({ invoiceId }) => invoices.includes(invoiceId)));',
    replace: 'const mine = records;',
    why: 'a payment of another invoice with the same reference (one check pays ten) is taken for ours',
  },
];

/** Bugs that show so rarely that only virtual time (test/activities/write) finds them. */
export const PLANTED_FINE: Planted[] = [
  {
    name: 'no-send-window',
    file: ACT,
    find: 'if (attempt.acknowledgedAgo() > around.windowMs) throw new TooOld();',
    replace: '',
    why: 'a worker that was stopped between the acknowledgement and the send sends when it is resumed',
  },
  {
    name: 'prior-not-heeded',
    file: STANDING,
    find: "call.prior === 'none' && ",
    replace: '',
    why: 'the same at the level of one write: the send of an earlier activity is forgotten',
  },
  {
    name: 'unknown-details-trusted',
    file: 'activities/write/details.ts',
    find: 'details.v !== VERSION || ',
    replace: '',
    why: 'details of another version are read as if their members meant the same',
  },
  {
    name: 'heartbeat-not-awaited',
    file: 'activities/write/beats.ts',
    find: 'await ask(next);',
    replace: 'void ask(next).catch(() => undefined);',
    why: 'plain-heartbeat where the model can see it: the server has not accepted what counts as acknowledged',
  },
  {
    name: 'stale-tick',
    file: 'activities/write/beats.ts',
    find: 'tick: () => void beat(() => details)',
    replace: 'tick: () => void beat(((now) => () => now)(details))',
    why: 'a tick that waited behind an acknowledgement brings the older details back: the before-image is lost',
  },
  {
    name: 'failed-look-believed',
    file: BOOK,
    find: 'return this.sentNow || !(this.standing.never || this.seenNone);',
    replace: 'return !this.nothingOnItsWay;',
    why: 'after the settle time a record that cannot be read is taken for one that shows nothing',
  },
  {
    name: 'blocked-believed',
    file: ACT,
    find: "if (sight?.change === 'blocked' && (refused || sight.outcome === 'unknown'))",
    replace: "if (sight?.change === 'blocked')",
    why: 'a lost answer is called rejected because the write would now be refused, while it is landing',
  },
  {
    name: 'look-in-quarantine',
    file: ACT,
    find: 'const quarantine = Math.max(book.quarantine, book.around.quarantineMs());',
    replace: 'const quarantine = book.around.quarantineMs();',
    why: 'a look that was begun in quarantine is acted on when it is over: what landed in between is not seen',
  },
  {
    name: 'successor-claim-freed',
    file: 'activities/write/claims.ts',
    find: 'if (this.claims.get(target)?.turn === turn) this.claims.delete(target);',
    replace: 'if (this.claims.has(target)) this.claims.delete(target);',
    why: 'an attempt that was given up, or waits for its turn, frees the claim that another is paying under',
  },
  {
    name: 'owner-by-claim-alone',
    file: BOOK,
    find: 'const alone = around.inQuarantine() && announced;',
    replace: 'const alone = around.inQuarantine();',
    why: 'after a crash what stood there before is taken for our own, and undone',
  },
  {
    name: 'one-shot-repeated',
    file: BOOK,
    find: 'return !this.standing.never && this.write.oneShot?.(this.call.input) === true;',
    replace: 'return false;',
    why: 'a card is charged again because no look shows the first charge',
  },
];

/** Throws RangeError when there is no such bug. */
export function planted(name: string): Planted {
  const all = [...PLANTED, ...PLANTED_FINE];
  const found = all.find((one) => one.name === name);
  if (!found) throw new RangeError(`no planted bug "${name}" (there are: ${all.map((one) => one.name).join(', ')})`);
  return found;
}
