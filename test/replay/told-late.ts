/** Purchases started as the client library starts them: their invoice is told as they end, or as they park. */
import { startFlow } from '../../client/start.js';
import { cash, type Bench } from '../setup/bench.js';
import type { Save } from './later-flows.js';

export async function playToldLate(bench: Bench, save: Save): Promise<void> {
  const { sim, client, tenant, taskQueue } = bench;
  const buy = async (partyId: string) =>
    await startFlow(client, 'purchaseSubscription', { tenant: tenant.name, partyId, itemId: 'JOUR', beginDate: '2026-01-01', payment: cash }, taskQueue);
  const newMember = () => sim.world.addParty({ customerType: 'M' }).partyId;

  const smooth = await buy(newMember());
  await smooth.result();
  await save('purchase-subscription-paid', smooth.workflowId);

  const unpaid = newMember();
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: unpaid }, { kind: '403' });
  const parked = await buy(unpaid);
  await bench.parked(parked.workflowId);
  await bench.decide(parked.workflowId, 'retry', {});
  await parked.result();
  await save('purchase-subscription-repaired', parked.workflowId);
}
