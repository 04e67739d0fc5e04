/**
 * Who can read the server and the logs reads no name, no e-mail, no word of an operator, no password and no token. The
 * same search finds them where they are when no key is set (privacy-plain.test.ts), so that it can fail.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { defineSearchAttributeKey } from '@temporalio/common';
import { checkKeysInUse } from '../../client/doctor/encryption-checks.js';
import { pendingWord } from '../../client/progress.js';
import { inputOf } from '../../client/runs.js';
import { codecOf } from '../../privacy/codec.js';
import { newKey, parseKeys } from '../../privacy/keys.js';
import { cash } from '../setup/bench.js';
import { eventually, problemOf } from '../client/support.js';
import { act, DECISION } from './acts.js';
import { encodingsIn, PERSONAL, SECRET, wordsIn } from './planted.js';
import { openWorld, type Kept, type World } from './world.js';

jest.setTimeout(180_000);
const personal = Object.values(PERSONAL);
const secret = Object.values(SECRET);

describe('with keys', () => {
  const [old, young] = [newKey(new Date('2026-01-01')), newKey(new Date('2027-01-01'))];
  const both = `${young},${old}`;
  let world: World;
  let acts: Awaited<ReturnType<typeof act>>;
  let kept: Kept[];
  let first: { workflowId: string; beat: unknown; pending: unknown };
  let before: Awaited<ReturnType<World['as']>>;
  let now: Awaited<ReturnType<World['as']>>;

  beforeAll(async () => {
    world = await openWorld();
    const { sim, tenant } = world;
    before = await world.as(old);
    now = await world.as(both);
    await world.startWorker(old);

    // Killed in the middle of a payment; the next worker has another first key, and reads what this one has left.
    const { partyId } = sim.world.addParty({ customerType: 'M', lastName: PERSONAL.name });
    const rule = sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'pause', when: 'before', maxMs: 60_000 });
    const { workflowId } = await before.duesflow.start('enrolMember', { tenant, partyId, itemId: 'REG', beginDate: '2026-01-01', payment: cash });
    await eventually(() => Promise.resolve(sim.faults.list().find(({ id }) => id === rule)), (one) => one!.waiting > 0);
    const { raw } = await before.client.workflow.getHandle(workflowId).describe();
    first = { workflowId, beat: raw.pendingActivities![0]!.heartbeatDetails!.payloads![0], pending: raw.pendingActivities };
    await world.killWorker();
    sim.faults.release(rule, 'drop');
    await world.startWorker(both);

    acts = await act(world, now);
    await eventually(() => now.duesflow.report(workflowId).catch(() => undefined), (report) => report?.state === 'closed');
    kept = await eventually(() => world.kept(), (runs) => runs.filter(({ type }) => type !== 'holdSlot').length >= 10);
  });
  afterAll(async () => await world.close());

  test('flows do what they do without', () => {
    expect(acts.compensated).toMatchObject({ verdict: 'compensated', cause: { message: expect.stringContaining(`${PERSONAL.name} <[e-mail]> may not pay.`) } });
    expect(acts.changed).toMatchObject({ verdict: 'completed' });
    expect(acts.rejected).toMatchObject({ verdict: 'rejected' });
    expect(acts.parked).toMatchObject({ parked: { step: 'join chapter' } });
    expect(acts.refusal).toMatch(/refused/);
    expect(acts.repaired).toMatchObject({ verdict: 'completed', operator: [{ verb: 'retry', ...DECISION }] });
    expect(acts.relayed).toMatchObject({ verdict: 'completed', flow: 'changeChapter' });
    expect(acts.imported.flow).toBe('importDues');
  });

  test('what a killed worker has left in its heartbeat is encrypted, and the next one reads it, with another first key', async () => {
    expect(encodingsIn(first.beat)).toEqual(new Map([['binary/encrypted', ['']]]));
    expect(wordsIn(first.pending, personal)).toEqual([]);
    const [opened] = await codecOf(parseKeys(old, 'X')).decode([first.beat as never]);
    expect(JSON.parse(Buffer.from(opened!.data!).toString())).toMatchObject({ sends: 1, sending: true });
    expect(await now.duesflow.report(first.workflowId)).toMatchObject({ verdict: 'completed' });
    expect(world.sim.ledger.filter(({ kind, user }) => kind === 'payment.applied' && user === SECRET.user).length).toBeGreaterThan(0);
  });

  test('nothing that the server keeps holds a planted word', () => {
    expect(kept.length).toBeGreaterThanOrEqual(10);
    expect(wordsIn(kept, [...personal, ...secret, ...world.tokens()])).toEqual([]);
    expect(world.tokens().length).toBeGreaterThan(0);
  });

  test('every payload is encrypted, but search attributes, the names of patches, and ids of traces', () => {
    for (const { id, events, described } of kept) {
      const encodings = encodingsIn({ events, described });
      for (const [encoding, paths] of encodings) if (encoding !== 'binary/encrypted') expect({ id, encoding, paths: paths.filter((path) => !/searchAttributes|patch-data|header\.fields\._tracer-data$/i.test(path)) }).toEqual({ id, encoding, paths: [] });
      expect(encodings.get('binary/encrypted')?.length).toBeGreaterThan(0);
    }
  });

  test('no message or stack of a failure can be read', () => {
    const failures = JSON.stringify(kept.map(({ events }) => events), (name, value: unknown) => (ArrayBuffer.isView(value) ? undefined : value));
    expect(failures).not.toMatch(/\.ts:\d+|at .*\(/);
    const messages = [...failures.matchAll(/"message":"([^"]*)"/g)].map(([, message]) => message);
    expect(messages).toContain('Encoded failure');
    // The others are the server's own words, such as of an activity that timed out.
    for (const message of messages) expect(message).toMatch(/^(Encoded failure|activity .*|Activity .*|Child .*|Workflow .*|)$/i);
  });

  test('summaries, details, inputs and failures are readable to whoever has the keys', async () => {
    const description = await now.client.workflow.getHandle(acts.key).describe();
    expect(await description.staticSummary()).toMatch(/^Chapter EAST and subscription REG for party/);
    expect(await description.staticDetails()).toContain(acts.key);
    expect(description.typedSearchAttributes.get(defineSearchAttributeKey('Tenant', 'KEYWORD'))).toBe(world.tenant);
    expect(await inputOf(now.client, acts.key)).toMatchObject({ chapter: 'EAST' });
    expect(await inputOf(now.client, first.workflowId)).toMatchObject({ itemId: 'REG' });
    expect(await pendingWord(now.client, acts.key)).toBeUndefined();
    // As the Web UI does it: payload by payload through the codec server.
    const summaries = encodingsIn(kept.map(({ events }) => events)).get('binary/encrypted')!.filter((path) => path.includes('userMetadata'));
    expect(summaries.length).toBeGreaterThan(5);
    const details = (await now.client.workflow.getHandle(acts.key).query<{ currentDetails: string }>('__temporal_workflow_metadata')).currentDetails;
    expect(details).toContain('join chapter');
  });

  test('a caller without the key is told which one, in plain words', async () => {
    const { duesflow } = await world.as('');
    expect(await problemOf(duesflow.report(first.workflowId))).toMatchObject({ exitCode: 5, message: expect.stringMatching(/the key "k2027-01-01", which is not known here: add it to DUESFLOW_ENCRYPTION_KEYS/) });
    expect(await problemOf((await world.as(young)).duesflow.start('enrolMember', { tenant: world.tenant, ...(await inputOf(now.client, first.workflowId) as { partyId: string; itemId: string; beginDate: string }) }))).toMatchObject({ message: expect.stringContaining('"k2026-01-01"') });
  });

  test('doctor tells of keys that flows need and nobody has', async () => {
    process.env['DUESFLOW_TASK_QUEUE'] = world.taskQueue;
    try {
      expect(await checkKeysInUse(now.client, parseKeys(both, 'X'))).toEqual([expect.objectContaining({ check: 'keys in use', ok: true, message: expect.stringMatching(/^all known/) })]);
      expect(await checkKeysInUse(now.client, parseKeys(young, 'X'))).toEqual([expect.objectContaining({ warning: true, message: expect.stringMatching(/^the key "k2026-01-01" is not known here: 1 open flows/) })]);
      expect((await checkKeysInUse(now.client, [])).map(({ message }) => message.slice(0, 21))).toEqual(['the key "k2026-01-01"', 'the key "k2027-01-01"']);
    } finally {
      delete process.env['DUESFLOW_TASK_QUEUE'];
    }
  });

  test('logs hold no planted word and no key', () => {
    const logs = world.logs();
    expect(logs).toMatch(/"msg":"(Workflow|Activity) failed/i);
    expect(wordsIn(logs, hidden())).toEqual([]);
  });

  test('metrics hold none either', async () => {
    const metrics = await world.metrics();
    expect(metrics).toMatch(/^duesflow_flows_closed_total\{.*verdict="compensated"/m);
    expect(metrics).toContain(`tenant="${world.tenant}"`);
    expect(wordsIn(metrics, hidden())).toEqual([]);
  });

  test('nor do traces, though they tell of what failed', async () => {
    const traces = await eventually(() => Promise.resolve(world.traces()), (text) => ['RunWorkflow:importDues', 'POST ComboOrder'].every((word) => text.includes(word)));
    expect(traces).toContain('ApplicationFailure');
    expect(wordsIn(traces, hidden())).toEqual([]);
  });

  /** What nobody may read of us: the keys, too. */
  const hidden = (): string[] => [...personal, ...secret, ...world.tokens(), ...both.split(',').map((key) => key.split(':')[1]!)];
});
