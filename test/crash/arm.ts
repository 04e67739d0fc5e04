/** Sets the event of a case on its call. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hook } from '../simulator/index.js';
import type { Act, Around, Rival } from './acts.js';
import { armCompound } from './arm-compound.js';
import { API, labelOf, requestOf } from './calls.js';
import type { Case } from './cases.js';
import { LATENESS_MS, type ProcessEvent, type RestartEvent } from './events.js';
import type { Lane } from './lane.js';
import type { WorkerProcess } from './processes.js';
import { isRefused } from './scripts/script.js';
import { holderOf } from './temporal.js';

export interface Armed {
  /** Whether the event has come. */
  struck(): boolean;
  /** Resolves when everything the event set in motion is over. */
  over(): Promise<void>;
  /** Until then nothing is asked of Temporal. */
  first?: Promise<void>;
  /** Flows that it has started. */
  rivals: Rival[];
  /** Called right before a person's word that belongs to the event. */
  beforeWord?(): void;
}

export function arm(around: Around, one: Case): Armed {
  const { lane } = around;
  const match = requestOf(one.call);
  if (one.fault) {
    const id = lane.sim.faults.add({ ...match, times: one.fault.times ?? 1 }, one.fault.fault);
    const struck = (): boolean => lane.sim.faults.list().some((rule) => rule.id === id && rule.hits > 0);
    return { struck, over: () => Promise.resolve(), rivals: [] };
  }
  if (one.restart) return armRestart(lane, one, one.restart);
  if (one.compound) return armCompound(around, one, one.compound);
  return one.act ? armAct(around, one, one.act) : armProcess(lane, one, one.process!);
}

function armAct(around: Around, { call }: Case, act: Act): Armed {
  const rivals: Rival[] = [];
  let struck = false;
  around.lane.sim.onHit(requestOf(call), 'before', async () => {
    struck = true;
    rivals.push(...(await act.act(around)));
  });
  return { rivals, struck: () => struck, over: () => Promise.resolve() };
}

/** Held at the call until the server that the lanes of the batch share has been killed and is up again. */
function armRestart({ sim, batch }: Lane, { call }: Case, when: RestartEvent): Armed {
  let struck = false;
  sim.onHit(requestOf(call), when, async () => {
    struck = true;
    batch!.arrive();
    await batch!.over;
  });
  return { rivals: [], struck: () => struck, first: batch!.over, over: () => Promise.resolve() };
}

/** Heartbeat time-out and takeover by the worker that stands by; the long stop outlives its quarantine, too. */
const STOPPED_MS = { stop: 2500, 'stop-long': 6500 };

function armProcess(lane: Lane, one: Case, event: ProcessEvent): Armed {
  const { sim } = lane;
  let struck = false;
  const running: Promise<unknown>[] = [];
  const strike = async (act: (holder: WorkerProcess) => ReturnType<Hook>): Promise<void | 'drop'> => {
    const holder = await holding(lane);
    struck = true;
    return await act(holder);
  };
  const kill = (holder: WorkerProcess): void => void running.push(killer(lane)(holder));
  const acts: Record<ProcessEvent, (holder: WorkerProcess) => ReturnType<Hook>> = {
    'kill-before': (holder) => (kill(holder), 'drop'),
    'kill-late': async (holder) => (kill(holder), await sleep(LATENESS_MS)),
    'kill-during': (holder) => kill(holder),
    'kill-after': (holder) => void running.push(sleep(8).then(() => kill(holder))),
    stop: (holder) => stop(holder, 'stop'),
    'stop-long': (holder) => stop(holder, 'stop-long'),
  };
  // Stopped with the answer on its way: it goes on with what it has read long ago.
  const stop = (holder: WorkerProcess, how: keyof typeof STOPPED_MS): void => {
    holder.signal('SIGSTOP');
    running.push(sleep(STOPPED_MS[how]).then(() => holder.signal('SIGCONT')));
  };
  // A request that the API refuses changes nothing: there is no moment after the change.
  const refused = isRefused(one.script, labelOf(one.call));
  const early = refused || event === 'kill-before' || event === 'kill-late';
  let callSeq: number | undefined;
  sim.onHit(requestOf(one.call), 'before', (request) => {
    callSeq = request.callSeq;
    return early ? strike(acts[event]) : undefined;
  });
  if (!early)
    sim.onHit({ path: API, times: 0 }, 'after', (request) =>
      request.callSeq === callSeq ? strike(acts[event]) : undefined,
    );
  return {
    rivals: [],
    struck: () => struck,
    async over() {
      for (const each of running) await each;
    },
  };
}

/** Kills a worker of the lane and puts another in its place; resolves when it has ended. */
export const killer =
  (lane: Lane) =>
  (holder: WorkerProcess): Promise<void> => {
    holder.signal('SIGKILL');
    lane.workers = lane.workers.filter((worker) => worker !== holder);
    lane.replace?.();
    return holder.ended;
  };

/** The worker that makes the calls now. */
export async function holding(lane: Lane): Promise<WorkerProcess> {
  const pid = await holderOf(lane.client, lane.tenant.name);
  const holder = lane.workers.find((worker) => worker.pid === pid);
  if (!holder) throw new Error(`no worker of the lane holds the slot (process ${pid})`);
  return holder;
}
