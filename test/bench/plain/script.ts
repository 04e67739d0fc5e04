/** A plain script: the vendor's three calls for each party, one call at a time a tenant. Told by BENCH_ORDER. */
import type { Tenant } from '../../../activities/tenants/tenant.js';
import { answerTo } from '../answers.js';
import { buyer } from '../purchase/buyers.js';
import { runLap, type LapOrder } from '../purchase/lap.js';
import { vendorCalls } from './vendor-calls.js';

/** Accounts of the tenants. */
export type ScriptOrder = Pick<Tenant, 'baseUrl' | 'username' | 'password'>[];

const tenants = (JSON.parse(process.env['BENCH_ORDER'] ?? '[]') as ScriptOrder).map(vendorCalls);

answerTo({
  lap: (order: LapOrder) =>
    runLap(order, async (n, loop) => {
      const { subscribe, invoice, pay } = tenants[loop % tenants.length]!;
      const partyId = buyer(n);
      await pay(partyId, await invoice(await subscribe(partyId)));
    }),
});
process.send!('ready');
