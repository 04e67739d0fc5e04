/** Drives an activity through its attempts as the server would, against a simulator. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createRuntimes, type Runtimes } from '../../../activities/tenants/runtime.js';
import type { Tenant } from '../../../activities/tenants/tenant.js';
import { VERSION, type Call, type Reply } from '../../../workflows/contracts/reply.js';
import { testTenant } from '../../setup/bench.js';
import { startSimulator, type Simulator } from '../../simulator/index.js';

export interface Ground {
  sim: Simulator;
  runtimes: Runtimes;
  dataDir: string;
  tenant: Tenant;
  call<Input>(input: Input): Call<Input>;
  close(): Promise<void>;
}

export async function openGround(changes: Partial<Tenant> = {}): Promise<Ground> {
  const sim = await startSimulator({ parties: 0 });
  const tenant = testTenant(sim.url, changes);
  const dataDir = await mkdtemp(join(tmpdir(), 'duesflow-'));
  const runtimes = createRuntimes('test', [tenant], dataDir);
  return {
    sim,
    runtimes,
    dataDir,
    tenant,
    call: (input) => ({ v: VERSION, tenant: tenant.name, key: 'runRenewals:test', step: 'test', input, prior: 'none' }),
    async close() {
      for (const { imis } of runtimes.all()) imis.close();
      await sim.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What one attempt came to. */
export interface Attempted<Result> {
  reply?: Reply<Result>;
  failure?: ApplicationFailure;
  /** Heartbeat details as the server has them afterwards. */
  details: unknown;
}

export interface Moment {
  number: number;
  details?: unknown;
  /** Since the activity was scheduled, in ms. */
  at?: number;
}

/** One attempt. What it throws beside a failure for the server is thrown. */
export async function attempt<Input, Result>(
  activity: (call: Call<Input>) => Promise<Reply<Result>>,
  call: Call<Input>,
  { number, details: former, at = 0 }: Moment,
): Promise<Attempted<Result>> {
  let details = former;
  const heartbeat = (_token: Uint8Array, told: unknown): Promise<void> => {
    details = structuredClone(told);
    return Promise.resolve();
  };
  const client = {
    withAbortSignal: <T>(_signal: AbortSignal, run: () => Promise<T>) => run(),
    activity: { heartbeat },
    workflow: { getHandle: () => ({ describe: () => Promise.resolve({ raw: {} }) }) },
  } as unknown as Client;
  const info = {
    attempt: number,
    scheduledTimestampMs: 1000,
    currentAttemptScheduledTimestampMs: 1000 + at,
    heartbeatDetails: former,
    workflowExecution: { workflowId: 'w', runId: 'r' },
  };
  try {
    const reply = (await new MockActivityEnvironment(info, { client }).run(activity, call)) as Reply<Result>;
    return { reply, details };
  } catch (error) {
    if (error instanceof ApplicationFailure) return { failure: error, details };
    throw error;
  }
}

/** All attempts to the end: each message on the way, and the reply. */
export async function toTheEnd<Input, Result>(
  activity: (call: Call<Input>) => Promise<Reply<Result>>,
  call: Call<Input>,
): Promise<{ messages: string[]; reply: Reply<Result> }> {
  const messages: string[] = [];
  let details: unknown;
  for (let number = 1; ; number += 1) {
    const ended = await attempt(activity, call, { number, details });
    if (ended.reply) return { messages, reply: ended.reply };
    messages.push(ended.failure!.message);
    ({ details } = ended);
  }
}
