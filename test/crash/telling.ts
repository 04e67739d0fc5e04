/** Which cases tell of which planted bug: those in which it does its harm, and the sound sources do none. */
import { labelOf } from './calls.js';
import type { Case } from './cases.js';
import { allCases, type CleanRuns } from './matrix.js';
import type { Plan } from './selection.js';

interface Telling {
  scripts: string[];
  calls: string[];
  events: string[];
  /** What it does there. */
  harm: string;
}

const PAID = ['paid-legacy-empty', 'paid-persisted-empty'];
const WRITES = ['POST GroupMember', 'POST Subscription', 'POST ComboOrder', 'POST LegacyBilling.RunIndividual'];
const PAYS = ['POST ComboOrder'];
/** Renewals of a member who is due. */
const RENEWED = ['renew-paid-legacy-due', 'renew-paid-persisted-due'];

/** By the name of the planted bug (planted.ts). */
const TELLING: Record<string, Telling> = {
  'no-look': { scripts: [...PAID, ...RENEWED], calls: WRITES, events: ['late', 'stale-read-500'], harm: 'sent once more: done twice' },
  'no-settle': {
    scripts: [...PAID, ...RENEWED],
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
    scripts: ['chapter-remove', 'chapter-move'],
    calls: ['DELETE GroupMember'],
    events: ['kill-during', 'kill-after', 'kill-then-refused'],
    harm: 'a membership that the flow has ended is called ended by another, and is not brought back',
  },
  'plain-heartbeat': {
    scripts: ['paid-legacy-empty', 'paid-persisted-empty', 'paid-legacy-existing'],
    calls: ['GET Subscription', 'GET GroupMember', 'GET Invoice'],
    events: ['zombie'],
    harm: 'the resumed worker sends what its successor has sent',
  },
  'prior-not-passed': {
    scripts: [...PAID, ...RENEWED],
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
    events: ['kill-late-and-rival-payment', 'kill-late-and-terminate-and-start'],
    harm: 'the invoice is paid twice',
  },
  'reference-alone': {
    scripts: PAID,
    calls: PAYS,
    events: ['one-check', 'one-check-unposted'],
    harm: 'another payment is called ours',
  },
  'renewal-claims-nothing': {
    scripts: RENEWED,
    calls: ['POST LegacyBilling.RunIndividual'],
    events: ['late-and-rival-sale'],
    harm: 'the term is billed twice',
  },
  'terminated-run-forgotten': {
    scripts: [...PAID, 'pay-whole'],
    calls: ['POST GroupMember', 'POST ComboOrder'],
    events: ['late-and-terminate-and-start'],
    harm: 'sent before it lands: done twice',
  },
  'compensation-registered-after': {
    scripts: PAID,
    calls: ['POST GroupMember', 'POST Subscription'],
    events: ['late-then-compensate'],
    harm: 'an orphan behind a report that knows of no such step',
  },
  'undo-of-what-was-there': {
    scripts: ['refused-legacy-existing', 'refused-persisted-existing'],
    calls: ['POST Subscription'],
    events: ['slow', '401'],
    harm: 'the party is out of a chapter it held for years',
  },
  'retry-on-write': {
    scripts: [...PAID, ...RENEWED],
    calls: WRITES,
    events: ['drop-after', 'html-502-after'],
    harm: 'done twice within one attempt',
  },
  'belief-only': {
    scripts: [...PAID, 'chapter-add', 'chapter-move', 'modify-field'],
    calls: ['POST GroupMember', 'DELETE GroupMember', 'PUT Subscription'],
    events: ['false-200'],
    harm: 'a report that says completed over records that show nothing',
  },
};

/** The telling cases of a bug. Throws RangeError when none are named, or none exist any more. */
export function tellingCases(name: string, clean: CleanRuns): Plan {
  const telling = TELLING[name];
  if (!telling) throw new RangeError(`no telling cases are named for the planted bug "${name}"`);
  const fits = ({ script, call, event }: Case): boolean =>
    telling.scripts.includes(script.name) && telling.calls.includes(labelOf(call)) && telling.events.includes(event);
  const { shared, own } = allCases(clean);
  const plan = { shared: shared.filter(fits), own: own.filter(fits) };
  if (plan.shared.length + plan.own.length === 0) throw new RangeError(`"${name}": its telling cases do not exist`);
  return plan;
}
