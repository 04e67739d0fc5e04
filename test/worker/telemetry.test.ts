/** A worker whose metrics, traces and logs are on runs flows of every end; what it shows is what dashboard and alerts ask for. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { Worker } from '@temporalio/worker';
import { loadBundle } from '../../worker/bundle.js';
import { expressions, parsePromql } from './promql.js';
import { find, openWatched, runFlows, TENANT, type Sample, type Watched } from './telemetry-world.js';

let watched: Watched;
let samples: Sample[];

beforeAll(async () => {
  watched = await openWatched();
  await runFlows(watched);
  samples = await watched.until('duesflow_parked_flows', { flow: 'enrolMember', tenant: TENANT }, 2);
}, 180_000);
afterAll(() => watched.close());

const value = (name: string, labels: Record<string, string>): number | undefined => find(samples, name, { tenant: TENANT, ...labels })?.value;

test('flows are counted by verdict, once each', () => {
  const closed = (flow: string, verdict: string) => value('duesflow_flows_closed_total', { flow, verdict });
  expect(closed('enrolMember', 'completed')).toBe(1);
  expect(closed('enrolMember', 'compensated')).toBe(1);
  expect(closed('ymCreateDues', 'completed')).toBe(1);
  expect(closed('importPackage', 'completed-with-exceptions')).toBe(1);
  // The lock that it lets go ends at the same moment, so the server has its last task run twice; and it was relayed.
  expect(closed('runRenewals', 'completed')).toBe(1);
});

test('parked flows, and undos that failed or not', () => {
  const step = 'join chapter';
  expect(value('duesflow_parkings_total', { flow: 'enrolMember', step, phase: 'forward', outcome: 'unauthorized' })).toBe(1);
  expect(value('duesflow_parkings_total', { flow: 'enrolMember', step, phase: 'compensating' })).toBe(1);
  expect(value('duesflow_compensations_total', { flow: 'enrolMember', step, outcome: 'undone' })).toBe(1);
  expect(value('duesflow_compensations_total', { flow: 'enrolMember', step, outcome: 'parked' })).toBe(1);
  expect(value('duesflow_parked_oldest_age_seconds', { flow: 'enrolMember' })).toBeGreaterThan(0);
});

test('who was parked and is not any more is taken off', async () => {
  const { bench, parties } = watched;
  await bench.decide(`enrolMember:${TENANT}:${parties.parked}:REG:2026-01-01`, 'retry', {});
  samples = await watched.until('duesflow_parked_flows', { flow: 'enrolMember', tenant: TENANT }, 1);
});

test('calls of the APIs by what came of them, the slot, rows and renewals', () => {
  const calls = (operation: string, outcome: string, system = 'iMIS') => value('duesflow_api_call_duration_seconds_count', { operation, outcome, system });
  expect(calls('POST token', 'ok')).toBe(1);
  expect(calls('POST ComboOrder', 'rejected')).toBe(2);
  expect(calls('POST GroupMember', 'forbidden')).toBe(1);
  expect(calls('POST Dues', 'ok', 'YourMembership')).toBe(1);
  expect(value('duesflow_slot_held', {})).toBe(1);
  expect(value('duesflow_api_queue_waiting', {})).toBeDefined();
  expect(value('duesflow_import_rows_total', { outcome: 'imported' })).toBe(2);
  expect(value('duesflow_import_rows_total', { outcome: 'error' })).toBe(1);
  expect(value('duesflow_renewals_total', { outcome: 'renewed' })).toBe(1);
});

test('no label holds an id, a party or a key', () => {
  const said = new Set(samples.filter(({ name }) => name.startsWith('duesflow_')).flatMap(({ labels }) => Object.keys(labels)));
  said.delete('le');
  expect([...said].sort()).toEqual(['flow', 'operation', 'outcome', 'phase', 'step', 'system', 'tenant', 'verdict']);
  const values = [...new Set(samples.flatMap(({ labels }) => Object.values(labels)))];
  for (const secret of watched.secrets) expect(values.filter((one) => one.includes(secret))).toEqual([]);
  // Ids have digits, words of ours have none. Of the SDK, `le` and versions do.
  const ours = samples.filter(({ name }) => name.startsWith('duesflow_')).flatMap(({ labels: { le: _le, ...others } }) => Object.values(others));
  expect(ours.filter((one) => /\d/.test(one))).toEqual([]);
});

/** Of Prometheus itself, and what a worker without faults does not have (test/privacy/privacy-plain.test.ts sees it). */
const ELSEWHERE = ['up', 'temporal_workflow_task_execution_failed_total'];

test('dashboard and alerts ask for nothing that is not there', () => {
  const labelsOf = new Map<string, Set<string>>();
  for (const { name, labels } of samples) labelsOf.set(name, new Set([...(labelsOf.get(name) ?? []), ...Object.keys(labels)]));
  for (const expr of expressions()) {
    const { names, labels } = parsePromql(expr);
    expect({ expr, missing: names.filter((name) => !labelsOf.has(name) && !ELSEWHERE.includes(name)) }).toEqual({ expr, missing: [] });
    // Labels of the very metrics that are asked; what Prometheus adds to a scrape is not among them.
    const known = new Set(['instance', 'job', ...names.flatMap((name) => [...(labelsOf.get(name) ?? [])])]);
    if (names.some((name) => ELSEWHERE.includes(name))) continue;
    expect({ expr, missing: labels.filter((label) => !known.has(label)) }).toEqual({ expr, missing: [] });
  }
});

test('one trace from the client to the API call', () => {
  const spans = watched.spans();
  const call = spans.find(({ name, attributes }) => name === 'POST ComboOrder' && attributes['duesflow.outcome'] === 'ok')!;
  const parentOf = (span: ReadableSpan) => spans.find((one) => one.spanContext().spanId === span.parentSpanId)!;
  const path = [call];
  while (path[0]!.parentSpanId) path.unshift(parentOf(path[0]!));
  expect(path.map(({ name }) => name)).toEqual(['StartWorkflow:enrolMember', 'RunWorkflow:enrolMember', 'StartActivity:pay', 'RunActivity:pay', 'POST ComboOrder']);
  expect(new Set(path.map((span) => span.spanContext().traceId)).size).toBe(1);
  expect(call.attributes).toMatchObject({ 'http.request.method': 'POST', 'http.response.status_code': 201, 'duesflow.tenant': TENANT, 'duesflow.entity': 'ComboOrder' });
});

// The other way round: test/replay.
test('what ran with traces replays without', async () => {
  const { bench, parties } = watched;
  const repaired = `enrolMember:${TENANT}:${parties.parked}:REG:2026-01-01`;
  await bench.client.workflow.getHandle(repaired).result();
  for await (const { workflowId, runId } of bench.client.workflow.list({ query: `TaskQueue = '${bench.taskQueue}' AND ExecutionStatus != 'Running'` })) {
    const history = await bench.client.workflow.getHandle(workflowId, runId).fetchHistory();
    await Worker.runReplayHistory({ workflowBundle: { code: await loadBundle() } }, history, workflowId);
  }
});

test('spans hold no address, no body, and of a person no more than the key of the flow', () => {
  const told = watched.spans().map(({ name, attributes }) => {
    const { temporalWorkflowId: _id, workflowId: _key, ...others } = attributes;
    return JSON.stringify({ name, others });
  });
  for (const secret of [...watched.secrets, 'http://', 'EntityId', 'SearchAttributes']) expect(told.filter((one) => one.includes(secret))).toEqual([]);
});

test('log lines name flow, tenant and step, and no more of a person than the key', () => {
  const { lines, parties } = watched;
  const key = `enrolMember:${TENANT}:${parties.refused}:REG:2026-01-01`;
  const of = (message: string) => lines.filter(({ msg, workflowId }) => msg === message && workflowId === key);
  expect(of('activity')[0]).toMatchObject({ level: 30, flow: 'enrolMember', tenant: TENANT, step: 'join chapter', attempt: 1, outcome: 'done', ms: expect.any(Number) });
  expect(of('activity')).toContainEqual(expect.objectContaining({ level: 40, step: 'pay invoice', outcome: 'rejected' }));
  expect(of('activity')).toContainEqual(expect.objectContaining({ step: 'join chapter', undo: 'leave chapter', outcome: 'done' }));
  expect(of('api call')).toContainEqual(expect.objectContaining({ level: 20, operation: 'POST ComboOrder', outcome: 'rejected', status: 400, flow: 'enrolMember' }));
  expect(of('flow ended')).toEqual([expect.objectContaining({ level: 30, flow: 'enrolMember', tenant: TENANT, verdict: 'compensated' })]);
  const told = lines.map(({ workflowId: _id, pid: _pid, time: _time, ...others }) => JSON.stringify(others));
  for (const secret of watched.secrets) expect(told.filter((one) => one.includes(secret))).toEqual([]);
});
