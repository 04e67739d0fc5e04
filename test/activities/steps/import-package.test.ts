/** Handing a package over, attempt by attempt: a process that dies after its send, a reset, a package that is gone. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stageImport } from '../../../activities/imports/stage.js';
import { readPackage } from '../../../activities/imports/manifest.js';
import { createRuntime, type TenantRuntime } from '../../../activities/tenants/runtime.js';
import { importPackage, type TakenPackage } from '../../../activities/steps/imports/import-package.js';
import { raiseLastId } from '../../../activities/steps/imports/package-ids.js';
import type { PackageBefore } from '../../../activities/steps/imports/package-sent.js';
import type { StagedPackage } from '../../../activities/steps/imports/package-staged.js';
import { exactlyOnce } from '../../../activities/write/protocol.js';
import type { Attempt } from '../../../activities/write/attempt.js';
import type { Write } from '../../../activities/write/write.js';
import type { Call, Reply } from '../../../workflows/contracts/reply.js';
import { testTenant } from '../../setup/bench.js';
import { startSimulator, type Simulator } from '../../simulator/index.js';
import { row } from '../../flows/import-rows.js';
import { surroundings } from '../write/scripted.js';

let sim: Simulator;
let runtime: TenantRuntime;
let dataDir: string;
let staged: StagedPackage;
let partyIds: string[];
beforeEach(async () => {
  sim = await startSimulator();
  dataDir = await mkdtemp(join(tmpdir(), 'duesflow-'));
  runtime = createRuntime(testTenant(sim.url), dataDir);
  partyIds = sim.world.addMembers(3);
  const rows = partyIds.map((partyId) => ({ ...row(partyId) }));
  const source = { tenant: runtime.tenant.name, rows, onBadRow: 'reject-file' as const };
  const { contentHash, jobId } = await stageImport(source, dataDir);
  staged = { contentHash, jobId, n: 1 };
  await raiseLastId(dataDir, runtime.tenant.name, 8000);
});
afterEach(async () => {
  runtime.imis.close();
  await Promise.all([sim.close(), rm(dataDir, { recursive: true, force: true })]);
});

type PackageWrite = Write<StagedPackage, PackageBefore, TakenPackage>;
type Played = { reply: Reply<TakenPackage, PackageBefore> } | { error: unknown };

const SETTLE = 2400;
const call = (changes: Partial<Call<StagedPackage, PackageBefore>> = {}): Call<StagedPackage, PackageBefore> => ({
  v: 1,
  tenant: runtime.tenant.name,
  key: 'k',
  step: 'import package',
  input: staged,
  prior: 'none',
  ...changes,
});
const accepted = () => sim.ledger.filter(({ kind }) => kind === 'import.accepted');

async function play(
  attempt: Partial<Attempt>,
  asked = call(),
  change: (write: PackageWrite) => PackageWrite = (write) => write,
): Promise<Played & { details: unknown }> {
  const { rows } = await readPackage(dataDir, runtime.tenant.name, staged.contentHash, 1);
  let details = attempt.details;
  const whole: Attempt = {
    run: 'run',
    number: 1,
    scheduled: 1000,
    currentScheduled: 1000,
    details,
    acknowledge: (next) => Promise.resolve(void (details = next)),
    acknowledgedAgo: () => 0,
    ranFor: () => 0,
    cancelRequested: () => Promise.resolve(false),
    ...attempt,
  };
  try {
    const reply = await exactlyOnce(
      change(importPackage(runtime, staged, rows)),
      asked,
      'DF',
      whole,
      surroundings({ settleMs: SETTLE }),
    );
    return { reply, details };
  } catch (error) {
    return { error, details };
  }
}

test('a process that dies after its send: the next attempt finds the package by its job id', async () => {
  const dies = (write: PackageWrite): PackageWrite => ({
    ...write,
    send: async (context, options) => {
      await write.send(context, options);
      throw new Error('killed');
    },
  });
  const { error, details } = (await play({}, call(), dies)) as { error: Error; details: unknown };
  expect(error.message).toBe('killed');
  expect(details).toMatchObject({ sending: true, before: { standing: '000', lastId: 8000 } });
  expect(await play({ number: 2, currentScheduled: 1100, details })).toMatchObject({
    reply: { outcome: 'done', owner: 'us', result: { packageId: 8001 } },
  });
  expect(accepted()).toHaveLength(1);
});

test('a run that was reset finds the package it had handed over, by its own record', async () => {
  await play({});
  const asked = call({ prior: 'maybeSent', reset: true });
  expect(await play({}, asked)).toMatchObject({ reply: { outcome: 'done', owner: 'us', ids: { packageId: '8001' } } });
  expect(accepted()).toHaveLength(1);
});

test('a package that iMIS no longer knows is not sent again', async () => {
  sim.switches.importQueueMs = 60_000;
  await play({});
  sim.world.store.packages.delete('8001');
  const details = { v: 1, quiet: 1, since: 1000, sends: 1, before: { v: 1, standing: '000', lastId: 8000 } };
  const played = await play({ number: 2, currentScheduled: 1000 + SETTLE, details }, call({ prior: 'maybeSent' }));
  const evidence = expect.stringContaining('not found any more');
  expect(played).toMatchObject({ reply: { outcome: 'unknown', maybeSent: true, evidence } });
  expect(accepted()).toHaveLength(1);
});

describe('a member who is renewed while an answer is lost', () => {
  const NEXT = { billBegin: '2027-01-01', billThrough: '2027-12-31', paidThru: '2027-12-31' };
  const renew = (partyId: string) => void sim.world.putSubscription({ partyId, itemId: 'REG', ...NEXT });
  const lose = () => void sim.faults.add({ operation: 'ImportPackage' }, { kind: 'drop-before' });
  /** The attempt after the settle time. */
  const settled = (details: unknown) => {
    const { before } = details as { before: PackageBefore };
    const quiet = { v: 1, quiet: 2, since: 1000, sends: 1, before };
    const asked = call({ prior: 'maybeSent' });
    return play({ number: 3, currentScheduled: 1000 + SETTLE, details: quiet }, asked);
  };

  test('is left out when the package, which never came, is sent again', async () => {
    lose();
    const { details } = await play({});
    renew(partyIds[0]!);
    expect(await settled(details)).toMatchObject({
      reply: { outcome: 'done', owner: 'us', result: { packageId: 8001, standing: '200' }, before: { standing: '200' } },
    });
    expect(accepted()).toMatchObject([{ parties: 2 }]);
  });

  test('a package of such members alone, which never came, is not sent, and says that it sent nothing', async () => {
    lose();
    const { details } = await play({});
    partyIds.forEach(renew);
    expect(await settled(details)).toMatchObject({
      reply: { outcome: 'already-done', owner: 'unknown', maybeSent: false, result: { standing: '222' } },
    });
    expect(accepted()).toEqual([]);
  });

  test('and of whose package nobody knows, is not said to be left out: it may have been sent', async () => {
    await rm(join(dataDir, 'imports', runtime.tenant.name, 'last-package-id'));
    lose();
    const { details } = await play({});
    partyIds.forEach(renew);
    const { reply } = (await settled(details)) as { reply: Reply<TakenPackage, PackageBefore> };
    expect(reply).toMatchObject({ outcome: 'already-done', owner: 'unknown', result: { standing: '000' } });
    expect(accepted()).toEqual([]);
  });

  test('while his package may still come, nothing is believed', async () => {
    lose();
    const { details } = await play({});
    partyIds.forEach(renew);
    expect(await play({ number: 2, currentScheduled: 1100, details })).toMatchObject({ error: { kind: 'Unsettled' } });
  });
});
