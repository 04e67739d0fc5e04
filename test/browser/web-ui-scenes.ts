/** Four flows as a person meets them in Temporal's Web UI: done, taken back, waiting, and long. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startFlow } from '../../client/start.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import { cash, type Bench } from '../setup/bench.js';
import { card } from '../flows/orders-world.js';

export interface Flows {
  /** A member joined a chapter, got a subscription, and paid. */
  completed: string;
  /** The payment was refused: subscription and chapter were taken back. */
  compensated: string;
  /** A card was charged and the payment is applied to no invoice: nobody but a person can tell. */
  parked: string;
  /** A renewal run in the middle of its members. */
  long: string;
}

/** Started by the library, which says in the summary what is asked for. */
export async function playFlows({ sim, client, tenant, taskQueue, parked, decide, report }: Bench): Promise<Flows> {
  const start = <F extends FlowName>(flow: F, input: InputOf<F>) => startFlow(client, flow, { ...input, tenant: tenant.name }, taskQueue);
  const run = async <F extends FlowName>(flow: F, input: InputOf<F>) => await (await start(flow, input)).result();
  const member = (): string => sim.world.addParty({ customerType: 'M' }).partyId;
  const enrolment = (partyId: string) => ({ partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash, requestedBy: 'web shop', reference: `ORDER-${partyId}` });
  const pays = (contains: string) => ({ method: 'POST', path: '/api/ComboOrder', contains });

  const completed = (await run('enrolMember', enrolment(member()))).workflowId;
  const poor = member();
  sim.faults.add(pays(poor), { kind: 'validation-400', message: 'The payment method is closed.' });
  const compensated = (await run('enrolMember', enrolment(poor))).workflowId;
  await run('changeChapter', { partyId: member(), add: 'NORTH' });

  const debtor = member();
  sim.staff.addSubscription({ partyId: debtor, itemId: 'REG', beginDate: '2026-01-01' });
  const { invoiceId } = sim.world.invoicesOf(debtor).at(-1)!;
  sim.faults.add(pays(debtor), { kind: 'card-charged-not-applied' });
  const charged = (await start('payInvoice', { partyId: debtor, invoiceId, payment: card })).workflowId;
  await parked(charged);

  const members = sim.world.addMembers(60, { itemId: 'REG', paidThru: '2025-12-31' });
  sim.faults.add(pays(members[2]!), { kind: 'validation-400', message: 'The payment method is closed.' });
  const long = (await start('runRenewals', { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01', mode: 'individual', approval: 'required', payment: cash })).workflowId;
  await parked(long);
  await decide(long, 'approve', { by: 'Kim Doe', why: 'figures agreed with finance' });
  while (!/\b[2-9]\d of \d+ \(/.test((await report(long)).steps.at(-1)?.note ?? '')) await sleep(100);
  return { completed, compensated, parked: charged, long };
}
