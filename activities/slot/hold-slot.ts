/**
 * Holds a tenant's slot: an endless heartbeating activity. The process that runs it polls the tenant's queue, all others
 * stand by. When it dies, the heartbeat time-out hands the slot to the next within seconds.
 */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import type { Runtimes, TenantRuntime } from '../tenants/runtime.js';

/** A worker on the tenant's queue. */
export interface ApiWorker {
  /** Stops polling and resolves when what was begun has ended. */
  stop(): Promise<void>;
  /** Rejects when the worker fails. */
  failed: Promise<never>;
}

export interface SlotInput {
  tenant: string;
  /** An earlier slot workflow was closed by hand: how it left the tenant is not known. */
  afterClosedRun: boolean;
}

interface SlotDetails {
  clean: boolean;
}

export interface SlotActivities {
  holdSlot(input: SlotInput): Promise<void>;
}

export interface SlotHost {
  runtimes: Runtimes;
  startApiWorker(runtime: TenantRuntime): Promise<ApiWorker>;
  /** Aborted when this process is asked to end. */
  ending: AbortSignal;
}

export function createSlotActivities(host: SlotHost): SlotActivities {
  return {
    async holdSlot({ tenant, afterClosedRun }) {
      const { info, client } = Context.current();
      const { slot, ...runtime } = host.runtimes.of(tenant);
      const former = info.heartbeatDetails as SlotDetails | undefined;
      const clean = former ? former.clean : info.attempt === 1 && !afterClosedRun;
      const beat = async (details: SlotDetails): Promise<void> => {
        const askedAt = performance.now();
        await client.activity.heartbeat(info.taskToken, details);
        slot.acknowledged(askedAt);
      };
      slot.taken(clean, info.heartbeatTimeoutMs!);
      // Between two holds of this process another may have written: no claim of before proves whose effect it is.
      runtime.claims.interrupted();
      // "Unclean" is on record before the first call can be made.
      await beat({ clean: false });
      const worker = await host.startApiWorker({ slot, ...runtime });
      try {
        await Promise.race([keepBeating(() => beat({ clean: false }), slot.beatMs, host.ending), worker.failed]);
      } finally {
        const drained = new AbortController();
        const beating = keepBeating(() => beat({ clean: false }), slot.beatMs, drained.signal).catch(() => undefined);
        await worker.stop();
        drained.abort();
        await beating;
        slot.lost();
      }
      // Within a quarantine a predecessor's writes may still be landing.
      await beat({ clean: !runtime.claims.dirty && !slot.inQuarantine() });
      slot.lost();
      throw released();
    },
  };
}

async function keepBeating(beat: () => Promise<void>, everyMs: number, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await sleep(everyMs, undefined, { signal: until }).catch(() => undefined);
    if (!until.aborted) await beat();
  }
}

const released = () =>
  ApplicationFailure.create({
    type: 'Released',
    message: 'this worker ends; another takes the slot',
    nextRetryDelay: '200 ms',
    category: ApplicationFailureCategory.BENIGN,
  });
