/**
 * Planted bugs: what the tests must catch (docs/write-protocol.md, "Testing it"). Each is one exact replacement in one
 * source file; plant.ts refuses one whose `find` does not stand there exactly once.
 */
import { PLANTED_FINE } from './planted-fine.js';
import { PLANTED_FLOW } from './planted-flow.js';

export { PLANTED_FINE };

/** One exact replacement in one source file. */
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
    file: 'activities/steps/payments/pay-ours.ts',
    find: 'const mine = sameAmount.filter((record) => record.applications.some(({ invoiceId }) => invoices.includes(invoiceId)));',
    replace: 'const mine = records;',
    why: 'a payment of another invoice with the same reference (one check pays ten) is taken for ours',
  },
  {
    name: 'renewal-claims-nothing',
    file: 'activities/steps/renewals/bill-renewal.ts',
    find: 'targets: ({ partyId }) => [billsTarget(partyId)],',
    replace: 'targets: () => [],',
    why: 'a purchase bills the term that a run whose answer was lost bills a moment later',
  },
  {
    name: 'terminated-run-forgotten',
    file: 'activities/write/claims.ts',
    find: ' || (never && claim.run !== run)',
    replace: '',
    why: 'a run that was started after its flow was terminated sends while the send of the terminated one is landing',
  },
  ...PLANTED_FLOW,
];

/** Throws RangeError when there is no such bug. */
export function planted(name: string): Planted {
  const all = [...PLANTED, ...PLANTED_FINE];
  const found = all.find((one) => one.name === name);
  if (!found) throw new RangeError(`no planted bug "${name}" (there are: ${all.map((one) => one.name).join(', ')})`);
  return found;
}
