/** Runs of the flows that change what stands, buy by an order, or bill in YourMembership, for the replay test. */
import type { Bench } from '../setup/bench.js';
import { cash } from '../setup/bench.js';
import { billMe, journal, newBuyer } from '../flows/orders-world.js';
import { ymMemberships, ymNamed } from '../simulator/index.js';

export type Save = (name: string, workflowId: string) => Promise<void>;

export async function playLaterFlows(bench: Bench, save: Save): Promise<void> {
  const { sim } = bench;
  const newMember = () => sim.world.addParty({ customerType: 'M' }).partyId;
  const ended = async (...[flow, input]: Parameters<Bench['run']>): Promise<string> => (await bench.run(flow, input)).workflowId;

  const owing = newMember();
  sim.staff.addSubscription({ partyId: owing, itemId: 'REG', beginDate: '2026-01-01' });
  const cancel = { partyId: owing, itemId: 'REG', set: { cancelledAsOf: '2026-06-30' }, openBalance: 'writeOff' } as const;
  await save('modify-subscription-write-off', await ended('modifySubscription', cancel));

  const stays = newMember();
  sim.staff.addSubscription({ partyId: stays, itemId: 'REG', beginDate: '2026-01-01' });
  sim.faults.add({ method: 'POST', path: '/api/Invoice', contains: 'ProcessWriteOff', times: 1 }, { kind: 'validation-400' });
  await save('modify-subscription-compensated', await ended('modifySubscription', { ...cancel, partyId: stays }));

  const moved = { set: { informalName: 'Jo', Chapter: 'EAST' } };
  await save('update-member', await ended('updateMember', { partyId: newMember(), ...moved }));
  const purchase = { itemId: 'REG', beginDate: '2026-01-01', payment: cash };
  await save('update-member-purchase', await ended('updateMember', { partyId: newMember(), set: { ...moved.set, PaidThruDate: '2026-12-31' }, with: { purchase } }));

  const payer = newMember();
  sim.staff.addSubscription({ partyId: payer, itemId: 'REG', beginDate: '2026-01-01' });
  const paid = sim.world.invoicesOf(payer).at(-1)!.invoiceId;
  await bench.run('payInvoice', { partyId: payer, invoiceId: paid, payment: cash });
  await save('reverse-payment', await ended('reversePayment', { partyId: payer, invoiceId: paid, how: 'reverse', reason: 'The check was returned unpaid.' }));

  await save('purchase-non-dues', await ended('purchaseNonDues', { partyId: newBuyer(bench), items: [journal], payment: cash }));
  await save('purchase-non-dues-cart', await ended('purchaseNonDues', { partyId: newBuyer(bench), items: [journal], via: 'cart', ...billMe }));
  await save('join-member', await ended('joinMember', { partyId: newBuyer(bench), billingCycleId: 'New Member Fees', items: [{ itemId: 'REG' }], payment: cash }));

  const debtor = newMember();
  sim.staff.addSubscription({ partyId: debtor, itemId: 'REG', beginDate: '2026-01-01' });
  const { invoiceId } = sim.world.invoicesOf(debtor).at(-1)!;
  await save('pay-invoice-cart', await ended('payInvoice', { partyId: debtor, invoiceId, via: 'cart', payment: cash }));

  await save('ym-create-dues-paid', await ended('ymCreateDues', { memberId: ymNamed.member, membershipId: ymMemberships.regular, period: '2027', payment: { type: 'Check' } }));
}
