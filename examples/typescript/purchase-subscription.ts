/**
 * Sells a subscription from a TypeScript service: starts the flow or joins the one of the same act, waits, and tells how it ended.
 *
 *     npx tsx examples/typescript/purchase-subscription.ts PARTY ITEM BEGIN_DATE [TENANT]
 *
 * TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and Temporal's other variables say where. Exit codes: 0 completed, 3 another
 * verdict, 4 parked.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, createDuesflow, Problem, type InputOf, type Started } from 'duesflow';

async function main([partyId, itemId, beginDate, tenant]: string[]): Promise<number> {
  if (!partyId || !itemId || !beginDate) throw new Problem('Usage: purchase-subscription PARTY ITEM BEGIN_DATE [TENANT]', '', 2);
  const input: InputOf<'purchaseSubscription'> = { partyId, itemId, beginDate, tenant, payment: { methodId: 'CASH', type: 'Cash' } };
  const client = await connect();
  try {
    // The library checks the input, makes the workflow id, and joins the flow of the same act; it refuses another input for it.
    const flow = await createDuesflow({ client }).start('purchaseSubscription', input);
    return await tell(flow);
  } finally {
    await client.connection.close();
  }
}

/** A service that may wait for days takes `flow.result()`; this one does not wait for the person whom a parked flow needs. */
async function tell(flow: Started): Promise<number> {
  let report = await flow.report();
  while (report.state !== 'closed' && report.state !== 'parked') {
    await sleep(500);
    report = await flow.report();
  }
  if (report.parked) {
    const { step, why, verbs } = report.parked;
    console.log(`parked    at "${step}": ${why}`);
    console.log(`A person decides: duesflow repair ${flow.workflowId} VERB --by NAME --why REASON (${verbs.join(', ')}).`);
    console.log('Then run this again: it joins the flow.');
    return 4;
  }
  console.log(`verdict   ${report.verdict}`);
  console.log(`invoice   ${report.ids['invoiceId'] ?? 'none'}`);
  if (report.verdict === 'completed') return 0;
  console.log(`cause     ${report.cause?.message}`);
  return 3;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    console.error(`${error.message}\n${error.cure}`.trim());
    process.exitCode = error.exitCode;
  },
);
