/** What the demonstration plays: flows on the simulator's seeded association (test/simulator/README.md names the parties). */
import type { AnyInput } from '../../../workflows/contracts/inputs.js';
import type { FlowName } from '../../../workflows/contracts/names.js';
import type { Verdict } from '../../../workflows/contracts/report.js';
import type { Rule } from './simulator-admin.js';

export interface Scene {
  title: string;
  flow: FlowName;
  input: AnyInput;
  /** What goes wrong at the API. */
  fault?: Rule;
  /** The worker is killed with SIGKILL when the fault is hit. */
  kill?: boolean;
  /** What a person says to the parked flow, after the faults were taken away. */
  repair?: { verb: 'retry'; by: string; why: string };
  ends: Verdict;
}

const thisYear = `${new Date().getUTCFullYear()}-01-01`;
const nextYear = `${new Date().getUTCFullYear() + 1}-01-01`;
const cash = { methodId: 'CASH', type: 'Cash' } as const;
const at = (method: string, path: string, partyId: string, kind: string, more: object = {}): Rule => ({
  match: { method, path: `/api/${path}`, contains: partyId },
  fault: { kind, ...more },
});

export const SCENES: Scene[] = [
  {
    title: 'A new member buys a subscription and pays',
    flow: 'purchaseSubscription',
    input: { partyId: '12345', itemId: 'REG', beginDate: thisYear, payment: cash },
    ends: 'completed',
  },
  {
    title: 'An open invoice is paid',
    flow: 'payInvoice',
    input: { partyId: '23221', allOpen: true, payment: { ...cash, reference: 'CHK-1001' } },
    ends: 'completed',
  },
  {
    title: 'A member moves from chapter WEST to NORTH',
    flow: 'changeChapter',
    input: { partyId: '23224', from: 'WEST', to: 'NORTH' },
    ends: 'completed',
  },
  {
    title: 'Chapter, subscription, invoice and payment as one',
    flow: 'enrolMember',
    input: { partyId: '23216', itemId: 'JOUR', beginDate: thisYear, chapter: 'EAST', payment: cash },
    ends: 'completed',
  },
  {
    title: 'A second subscription for a term that is billed already is refused',
    flow: 'purchaseSubscription',
    input: { partyId: '12345', itemId: 'REG', beginDate: `${thisYear.slice(0, 4)}-07-01` },
    ends: 'rejected',
  },
  {
    title: 'The payment is refused: subscription and chapter are taken back',
    flow: 'enrolMember',
    input: { partyId: '12345', itemId: 'JOUR', beginDate: thisYear, chapter: 'WEST', payment: cash },
    fault: at('POST', 'ComboOrder', '12345', 'validation-400', { message: 'The payment method is closed.' }),
    ends: 'compensated',
  },
  {
    title: 'The same for a member who has held the chapter for years: it stays',
    flow: 'enrolMember',
    input: { partyId: '23215', itemId: 'REG', beginDate: nextYear, chapter: 'EAST', payment: cash },
    fault: at('POST', 'ComboOrder', '23215', 'validation-400', { message: 'The payment method is closed.' }),
    ends: 'compensated',
  },
  {
    title: 'iMIS saves the subscription and answers 500',
    flow: 'purchaseSubscription',
    input: { partyId: '23217', itemId: 'JOUR', beginDate: thisYear, payment: cash },
    fault: at('POST', 'Subscription', '23217', '500-after'),
    ends: 'completed',
  },
  {
    title: 'iMIS takes the payment and the answer is lost',
    flow: 'purchaseSubscription',
    input: { partyId: '23221', itemId: 'JOUR', beginDate: thisYear, payment: cash },
    fault: at('POST', 'ComboOrder', '23221', 'drop-after'),
    ends: 'completed',
  },
  {
    title: 'The connection breaks and the payment lands two seconds later',
    flow: 'purchaseSubscription',
    input: { partyId: '23224', itemId: 'JOUR', beginDate: thisYear, payment: cash },
    fault: at('POST', 'ComboOrder', '23224', 'late', { lateMs: 2000 }),
    ends: 'completed',
  },
  {
    title: 'iMIS lacks a right: the flow parks, a person puts it right and says retry',
    flow: 'changeChapter',
    input: { partyId: '23217', add: 'EAST' },
    fault: at('POST', 'GroupMember', '23217', '403'),
    repair: { verb: 'retry', by: 'Kim Doe', why: 'gave the API user the right' },
    ends: 'completed',
  },
  {
    title: 'The worker is killed with SIGKILL while iMIS takes the payment',
    flow: 'enrolMember',
    input: { partyId: '23222', itemId: 'JOUR', beginDate: thisYear, chapter: 'NORTH', payment: cash },
    fault: at('POST', 'ComboOrder', '23222', 'pause', { when: 'after', maxMs: 1500 }),
    kill: true,
    ends: 'completed',
  },
];
