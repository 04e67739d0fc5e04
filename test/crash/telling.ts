/** Which cases tell of which planted bug: those in which it does its harm, and the sound sources do none. */
import { labelOf } from './calls.js';
import type { Case } from './cases.js';
import { allCases, type Calls, type Plan } from './matrix.js';

interface Telling {
  scripts: string[];
  calls: string[];
  events: string[];
  /** What it does there. */
  harm: string;
}

const PAID = ['paid-legacy-empty', 'paid-persisted-empty'];
const WRITES = ['POST GroupMember', 'POST Subscription', 'POST ComboOrder'];
const PAYS = ['POST ComboOrder'];

/** By the name of the planted bug (planted.ts). */
const TELLING: Record<string, Telling> = {
  'no-look': { scripts: PAID, calls: WRITES, events: ['late', 'stale-read-500'], harm: 'sent once more: done twice' },
  'no-settle': {
    scripts: PAID,
    calls: WRITES,
    events: ['late', 'late-hang'],
    harm: 'sent before it lands: done twice',
  },
  'settle-from-send': {
    scripts: [...PAID, 'paid-legacy-former', 'paid-persisted-former'],
    calls: ['POST GroupMember', 'POST Subscription'],
    events: ['slow-then-late'],
    harm: 'sent before it lands: done twice',
  },
  'undo-without-settle': {
    scripts: PAID,
    calls: ['POST GroupMember', 'POST Subscription'],
    events: ['late-then-compensate'],
    harm: 'an orphan behind a report that says compensated',
  },
  'undo-forgets-the-step': {
    scripts: PAID,
    calls: ['POST GroupMember', 'POST Subscription'],
    events: ['late-then-compensate'],
    harm: 'an orphan behind a report that says compensated',
  },
  'before-not-durable': {
    scripts: ['refused-legacy-former', 'refused-persisted-former', 'refused-persisted-existing'],
    calls: ['POST GroupMember', 'POST Subscription'],
    events: ['kill-during', 'kill-after'],
    harm: 'what stood before is not brought back',
  },
  'plain-heartbeat': {
    scripts: ['paid-legacy-empty', 'paid-persisted-empty', 'paid-legacy-existing'],
    calls: ['GET Subscription', 'GET GroupMember', 'GET Invoice'],
    events: ['zombie'],
    harm: 'the resumed worker sends what its successor has sent',
  },
  'prior-not-passed': {
    scripts: PAID,
    calls: WRITES,
    events: ['late-then-retry'],
    harm: 'sent before it lands: done twice',
  },
  'claim-freed-with-attempt': {
    scripts: [...PAID, 'paid-legacy-former', 'paid-persisted-former'],
    calls: PAYS,
    events: ['late-and-rival-payment'],
    harm: 'the invoice is paid twice',
  },
  'no-quarantine': {
    scripts: [...PAID, 'paid-legacy-former', 'paid-persisted-former'],
    calls: PAYS,
    events: ['kill-late-and-rival-payment'],
    harm: 'the invoice is paid twice',
  },
  'reference-alone': {
    scripts: PAID,
    calls: PAYS,
    events: ['one-check', 'one-check-unposted'],
    harm: 'another payment is called ours',
  },
};

/** The telling cases of a bug. Throws RangeError when none are named, or none exist any more. */
export function tellingCases(name: string, calls: Calls): Plan {
  const telling = TELLING[name];
  if (!telling) throw new RangeError(`no telling cases are named for the planted bug "${name}"`);
  const fits = ({ script, call, event }: Case): boolean =>
    telling.scripts.includes(script.name) && telling.calls.includes(labelOf(call)) && telling.events.includes(event);
  const { shared, own } = allCases(calls);
  const plan = { shared: shared.filter(fits), own: own.filter(fits) };
  if (plan.shared.length + plan.own.length === 0) throw new RangeError(`"${name}": its telling cases do not exist`);
  return plan;
}
