/** Flows of every kind, some of which wait for a person: something to look at. */
import { cash, type Bench } from '../setup/bench.js';

export interface Scenes {
  /** Its chapter was forbidden once; it goes on when it is tried again. */
  forbidden: string;
  forbiddenParty: string;
  /** An undo that a release cannot do. */
  undoing: string;
  /** A plan that waits for approval. */
  plan: string;
}

export async function playScenes({ sim, start, run, parked }: Bench): Promise<Scenes> {
  const member = (): string => sim.world.addParty({ customerType: 'M' }).partyId;
  const enrolment = (partyId: string) => ({ partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash, requestedBy: 'web shop', reference: `ORDER-${partyId}` });
  const parkedAt = async (started: { workflowId: string }): Promise<string> => (await parked(started.workflowId)).workflowId;

  for (const partyId of [member(), member(), member()]) await run('enrolMember', enrolment(partyId));
  await run('changeChapter', { partyId: member(), add: 'NORTH' });
  const poor = member();
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: poor }, { kind: 'validation-400', message: 'The payment method is closed.' });
  await run('enrolMember', enrolment(poor));

  const forbiddenParty = member();
  sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: forbiddenParty }, { kind: '403' });
  const forbidden = await parkedAt(await start('enrolMember', enrolment(forbiddenParty)));

  const other = member();
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: other }, { kind: 'validation-400', message: 'The payment method is closed.' });
  sim.faults.add({ operation: 'ProcessCashReversal', contains: other }, { kind: '501' });
  const undoing = await parkedAt(await start('purchaseSubscription', { partyId: other, itemId: 'JOUR', beginDate: '2026-01-01', payment: cash }));

  const [autoPay] = sim.world.invoicesOf('23223');
  await parkedAt(await start('payInvoice', { partyId: '23223', invoiceId: autoPay!.invoiceId, payment: cash }));

  sim.world.addMembers(12, { itemId: 'REG', paidThru: '2025-12-31' });
  const plan = await parkedAt(await start('runRenewals', { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01', mode: 'individual', approval: 'required' }));
  return { forbidden, forbiddenParty, undoing, plan };
}
