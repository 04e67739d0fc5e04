/** Worlds on a real Temporal server: a worker without a cache (each task is a replay), and activities that answer when told. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { apiQueue, EFFECTS_QUERY, FAILURE, REPORT_QUERY } from '../../../workflows/contracts/names.js';
import type { Call, Reply } from '../../../workflows/contracts/reply.js';
import type { Report } from '../../../workflows/contracts/report.js';
import type { Answer } from './api.js';
import { FLOW } from './bundle.js';
import { endOfRun } from './end-of-run.js';
import type { FlowPlan } from './scenario.js';
import type { Batch, Delivered, Seen, Spoken, Stage } from './stage.js';

const MOST_MS = 20_000;
const LOOK_MS = 20;

interface Pending {
  call: Call;
  answer(answer: Answer): void;
}

export interface Server {
  stage(plan: FlowPlan): Stage;
  close(): Promise<void>;
}

export async function openServer(bundle: string, address: string): Promise<Server> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const tenant = `model-${randomUUID().slice(0, 8)}`;
  const [connection, native] = await Promise.all([Connection.connect({ address }), NativeConnection.connect({ address })]);
  const client = new Client({ connection });
  const stages = new Map<string, OnServer>();
  const asked = async (call: Call): Promise<Reply> => await stages.get(call.key)!.asked(call);
  // Calls wait until the world answers: no beat is missed meanwhile.
  const profile = { heartbeatMs: 60_000, systems: ['iMIS'], rights: ['billing'] };
  const code = `globalThis.duesflowTenants = ${JSON.stringify({ [tenant]: profile })};${bundle}`;
  const workers = await Promise.all([
    Worker.create({ connection: native, taskQueue: tenant, workflowBundle: { code }, maxCachedWorkflows: 0, shutdownForceTime: '5 s' }),
    Worker.create({ connection: native, taskQueue: apiQueue(tenant), activities: { act: asked, undo: asked }, shutdownForceTime: '5 s' }),
  ]);
  const running = workers.map((worker) => worker.run());
  let made = 0;
  return {
    stage(plan) {
      const input = { tenant, partyId: String((made += 1)), itemId: 'REG', beginDate: '2026-01-01', plan };
      const workflowId = `purchaseSubscription:${tenant}:${input.partyId}:REG:2026-01-01`;
      const stage = new OnServer(client, { workflowId, taskQueue: tenant, args: [input] });
      stages.set(workflowId, stage);
      return stage;
    },
    async close() {
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
      await Promise.all([connection.close(), native.close()]);
    },
  };
}

class OnServer implements Stage {
  private readonly client: Client;
  private readonly start: { workflowId: string; taskQueue: string; args: [object] };
  private handle!: WorkflowHandle;
  private pending: Pending | undefined;
  private closed: Extract<Seen, { at: 'closed' }> | undefined;
  /** The markDone whose look is under way. */
  private checking: Promise<void> | undefined;

  constructor(client: Client, start: { workflowId: string; taskQueue: string; args: [object] }) {
    this.client = client;
    this.start = start;
  }

  async asked(call: Call): Promise<Reply> {
    const answer = await new Promise<Answer>((resolve) => (this.pending = { call, answer: resolve }));
    if (answer === 'invalid') throw ApplicationFailure.nonRetryable('colour: is none', FAILURE.invalidInput);
    if (answer === 'fails') throw ApplicationFailure.nonRetryable('the worker was lost');
    return answer;
  }

  async begin(): Promise<Seen> {
    this.handle = await this.client.workflow.start(FLOW, this.start);
    void endOfRun(this.handle).then((end) => (this.closed = end), () => undefined);
    return await this.seen();
  }

  /** The batch has one word, or a cancel, or an answer: a server has no tasks that are made to measure. */
  async deliver({ words, cancel, answer }: Batch): Promise<Delivered> {
    const taken: boolean[] = [];
    for (const word of words) taken.push(await this.say(word));
    if (cancel) await this.cancel();
    if (answer !== undefined) await this.answer(answer);
    return { seen: await this.seen(), taken };
  }

  evict = (): Promise<string[]> => Promise.resolve([]);

  async close(): Promise<void> {
    this.pending?.answer('fails');
    if (!this.closed) await this.handle.terminate().catch(() => undefined);
  }

  private async say({ verb, said, twice }: Spoken): Promise<boolean> {
    const options = { args: [said] as [object], updateId: randomUUID(), waitForStage: 'ACCEPTED' as const };
    const before = this.pending;
    const update = await this.handle.startUpdate<string, [object]>(verb, options);
    if (twice) await this.handle.startUpdate<string, [object]>(verb, options);
    const result = update.result();
    let refused = false;
    const ended = result.then(
      () => undefined,
      () => void (refused = true),
    );
    if (verb !== 'markDone') await ended;
    // What is refused ends at once; what is taken looks first.
    else await this.until(() => refused || this.pending !== before);
    if (verb === 'markDone' && !refused) this.checking = ended;
    return !refused;
  }

  /** What is refused comes after the cancel: when it is refused, the cancel has been seen. */
  private async cancel(): Promise<void> {
    await this.handle.cancel();
    await this.handle.executeUpdate('retry', { args: [{}] }).catch(() => undefined);
  }

  private async answer(answer: Answer): Promise<void> {
    const { pending, checking } = this;
    this.pending = undefined;
    pending!.answer(answer);
    this.checking = undefined;
    await checking;
  }

  /** Waits until the flow waits for somebody, or has ended. */
  private async seen(): Promise<Seen> {
    let found: Seen | undefined;
    await this.until(async () => {
      if (this.closed) found = this.closed;
      else if (this.pending) found = { at: 'call', call: this.pending.call };
      else {
        const report = await this.handle.query<Report>(REPORT_QUERY);
        if (report.state === 'parked') found = { at: 'parked', report, effects: await this.handle.query<string[]>(EFFECTS_QUERY) };
      }
      return found !== undefined;
    });
    return found!;
  }

  private async until(is: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = Date.now() + MOST_MS; !(await is()); await sleep(LOOK_MS)) if (Date.now() > end) throw new Error(`${this.start.workflowId} neither calls, parks nor ends`);
  }
}
