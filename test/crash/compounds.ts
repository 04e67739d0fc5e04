/** Events of several parts: a fault with a person's word, with a rival, or with a kill. One part alone proves too little. */
import type { EnrolMember } from '../../workflows/contracts/inputs.js';
import type { Simulator } from '../simulator/index.js';
import { isWrite, labelOf, type CallOfScript } from './calls.js';
import type { Script } from './scripts.js';

export interface Compound {
  name: string;
  how: 'late-then-word' | 'slow-then-late' | 'late-and-rival' | 'kill-late-and-rival' | 'zombie' | 'lost-before';
  /** Workers are killed or stopped. */
  own?: true;
  /** What a person says at once when the step is parked, before its late effect lands. */
  word?: 'compensate' | 'retry';
  /** Does it fit this call? `next`: the call after it in a run without events. */
  fits(script: Script, call: CallOfScript, next: CallOfScript | undefined): boolean;
  /** More records before the flow is started; answers with its input. */
  prepare?(sim: Simulator, input: EnrolMember): EnrolMember;
}

const BILLS = ['POST GroupMember', 'POST Subscription'];
const changes = (call: CallOfScript): boolean => BILLS.includes(labelOf(call));
const pays = ({ payment }: Script, call: CallOfScript): boolean =>
  payment === 'paid' && labelOf(call) === 'POST ComboOrder';

/** One check that paid another invoice of the same party before: a reference alone does not tell whose payment it is. */
function oneCheck(sim: Simulator, input: EnrolMember): EnrolMember {
  const { partyId, beginDate, payment } = input;
  const year = Number(beginDate.slice(0, 4));
  const earlier = { beginDate: `${year - 1}-01-01`, billDate: `${year - 2}-12-02` };
  sim.world.addSubscription({ partyId, itemId: 'JOUR', ...earlier });
  const reference = `CHK-${partyId}`;
  for (const { invoiceId } of sim.world.invoicesOf(partyId)) sim.staff.payInvoice(invoiceId, reference);
  return { ...input, payment: { ...payment!, reference } };
}

export const COMPOUNDS: Compound[] = [
  { name: 'late-then-compensate', how: 'late-then-word', word: 'compensate', fits: (_script, call) => changes(call) },
  {
    name: 'late-then-retry',
    how: 'late-then-word',
    word: 'retry',
    fits: (script, call) => changes(call) || pays(script, call),
  },
  {
    name: 'slow-then-late',
    how: 'slow-then-late',
    // The read before it belongs to the same activity.
    fits: (_script, call) => changes(call),
  },
  { name: 'late-and-rival-payment', how: 'late-and-rival', fits: pays },
  { name: 'kill-late-and-rival-payment', how: 'kill-late-and-rival', own: true, fits: pays },
  {
    name: 'zombie',
    how: 'zombie',
    own: true,
    fits: (script, call, next) =>
      !isWrite(call) && next !== undefined && isWrite(next) && !(script.payment === 'refused' && isPayment(next)),
  },
  {
    name: 'one-check',
    how: 'lost-before',
    fits: (script, call) => pays(script, call) && script.records === 'empty',
    prepare: oneCheck,
  },
  {
    name: 'one-check-unposted',
    how: 'lost-before',
    fits: (script, call) => pays(script, call) && script.records === 'empty',
    prepare(sim, input) {
      sim.switches.paymentsPending = true;
      return oneCheck(sim, input);
    },
  },
];

const isPayment = (call: CallOfScript): boolean => call.entity === 'ComboOrder';
