/**
 * Sells a subscription over Temporal's HTTP API, without any SDK: every language that can send JSON can do this.
 *
 *     TEMPORAL_HTTP=http://127.0.0.1:7243 node examples/http/purchase-subscription.mjs PARTY ITEM BEGIN_DATE [TENANT]
 *
 * Exit codes: 0 completed, 3 another verdict, 4 parked.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const { TEMPORAL_HTTP, TEMPORAL_NAMESPACE = 'default', TEMPORAL_API_KEY, DUESFLOW_TASK_QUEUE = 'duesflow' } = process.env;
const [partyId, itemId, beginDate, tenant = 'default'] = process.argv.slice(2);
if (!TEMPORAL_HTTP || !beginDate) {
  console.error('Usage: TEMPORAL_HTTP=ADDRESS purchase-subscription.mjs PARTY ITEM BEGIN_DATE [TENANT]');
  process.exit(2);
}

// The business key; docs/start-from-other-services.md has the rule for every flow.
const part = (value) => value.trim().replace(/[^\w.:/=,|-]/gu, encodeURIComponent);
const id = ['purchaseSubscription', tenant, partyId, itemId.toUpperCase(), beginDate].map(part).join(':');
const flow = `${TEMPORAL_HTTP}/api/v1/namespaces/${TEMPORAL_NAMESPACE}/workflows/${id.replaceAll('%', '%25')}`;

async function call(method, address, body, mayBe) {
  const headers = { 'content-type': 'application/json', ...(TEMPORAL_API_KEY && { authorization: `Bearer ${TEMPORAL_API_KEY}` }) };
  const answer = await fetch(address, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok && answer.status !== mayBe) throw new Error(`${method} ${address}: HTTP ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}

/** Payloads are JSON in base64, or as they are. Where Duesflow encrypts, `decode` of its codec server comes first (docs/privacy.md). */
const read = (payload) => (payload?.data ? JSON.parse(Buffer.from(payload.data, 'base64').toString('utf8')) : payload);

// The same act has the same id: the server never runs two. 409: the act has ended, and its report tells how.
await call(
  'POST',
  flow,
  {
    workflowType: { name: 'purchaseSubscription' },
    taskQueue: { name: DUESFLOW_TASK_QUEUE },
    requestId: randomUUID(),
    workflowIdConflictPolicy: 'WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING',
    workflowIdReusePolicy: 'WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE',
    searchAttributes: { indexedFields: { Tenant: tenant, PartyId: partyId } },
    input: [{ tenant, partyId, itemId, beginDate, payment: { methodId: 'CASH', type: 'Cash' } }],
  },
  409,
);

let state;
let parked = false;
for (;;) {
  const { workflowExecutionInfo: info } = await call('GET', flow);
  state = info.status;
  parked = [read(info.searchAttributes?.indexedFields?.SagaState)].flat().includes('parked');
  if (parked || state !== 'WORKFLOW_EXECUTION_STATUS_RUNNING') break;
  await sleep(500);
}

if (state === 'WORKFLOW_EXECUTION_STATUS_RUNNING') {
  const { queryResult } = await call('POST', `${flow}/query/report`, {});
  const { step, why, verbs } = read(queryResult.payloads?.[0] ?? queryResult[0]).parked;
  console.log(`parked    at "${step}": ${why}`);
  console.log(`A person decides: duesflow repair ${id} VERB --by NAME --why REASON (${verbs.join(', ')}).`);
  console.log('Then run this again: it joins the flow.');
  process.exit(4);
}

const { history } = await call('GET', `${flow}/history?historyEventFilterType=HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT`);
const { workflowExecutionCompletedEventAttributes: completed, workflowExecutionFailedEventAttributes: failed } = history.events.at(-1);
// Every verdict but "completed" ends the workflow as failed, with the report as the first detail.
const payloads = completed?.result ?? failed?.failure?.applicationFailureInfo?.details;
if (!payloads) throw new Error(`${id} ended without a report: ${failed?.failure?.message ?? state}`);
const report = read(payloads.payloads?.[0] ?? payloads[0]);
console.log(`verdict   ${report.verdict}`);
console.log(`invoice   ${report.ids?.invoiceId ?? 'none'}`);
if (report.verdict !== 'completed') {
  console.log(`cause     ${report.cause?.message}`);
  process.exit(3);
}
