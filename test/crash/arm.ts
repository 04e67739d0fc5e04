/** Sets the event of a case on its call. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Hook } from '../simulator/index.js';
import type { Case } from './cases.js';
import { LATENESS_MS, type ProcessEvent } from './events.js';
import type { Lane } from './lane.js';
import type { WorkerProcess } from './processes.js';
import { holderOf } from './temporal.js';

export interface Armed {
  /** Whether the event has come. */
  struck(): boolean;
  /** Resolves when everything the event set in motion is over. */
  over(): Promise<void>;
}

export function arm(lane: Lane, one: Case): Armed {
  const match = { path: '/api', nth: one.call.k };
  if (one.fault) {
    const id = lane.sim.faults.add({ ...match, times: one.fault.times ?? 1 }, one.fault.fault);
    const struck = (): boolean => lane.sim.faults.list().some((rule) => rule.id === id && rule.hits > 0);
    return { struck, over: () => Promise.resolve() };
  }
  return armProcess(lane, match, one.process!);
}

/** Heartbeat time-out and takeover by the worker that stands by; the long stop outlives its quarantine, too. */
const STOPPED_MS = { stop: 2500, 'stop-long': 6500 };

function armProcess(lane: Lane, match: { path: string; nth: number }, event: ProcessEvent): Armed {
  let struck = false;
  const running: Promise<unknown>[] = [];
  const hook =
    (act: (holder: WorkerProcess) => ReturnType<Hook>): Hook =>
    async () => {
      const holder = await holding(lane);
      struck = true;
      return await act(holder);
    };
  const kill = (holder: WorkerProcess): void => {
    holder.signal('SIGKILL');
    lane.workers = lane.workers.filter((worker) => worker !== holder);
    lane.replace?.();
    running.push(holder.ended);
  };
  const { sim } = lane;
  switch (event) {
    case 'kill-before':
      sim.onHit(
        match,
        'before',
        hook((holder) => (kill(holder), 'drop')),
      );
      break;
    case 'kill-late':
      sim.onHit(
        match,
        'before',
        hook(async (holder) => (kill(holder), await sleep(LATENESS_MS))),
      );
      break;
    case 'kill-during':
      sim.onHit(
        match,
        'after',
        hook((holder) => kill(holder)),
      );
      break;
    case 'kill-after':
      sim.onHit(
        match,
        'after',
        hook((holder) => void running.push(sleep(8).then(() => kill(holder)))),
      );
      break;
    case 'stop':
    case 'stop-long':
      // Stopped with the answer on its way: it goes on with what it has read long ago.
      sim.onHit(
        match,
        'after',
        hook((holder) => {
          holder.signal('SIGSTOP');
          running.push(sleep(STOPPED_MS[event]).then(() => holder.signal('SIGCONT')));
        }),
      );
      break;
  }
  return {
    struck: () => struck,
    async over() {
      for (const one of running) await one;
    },
  };
}

/** The worker that makes the calls now. */
async function holding(lane: Lane): Promise<WorkerProcess> {
  const pid = await holderOf(lane.client, lane.tenant.name);
  const holder = lane.workers.find((worker) => worker.pid === pid);
  if (!holder) throw new Error(`no worker of the lane holds the slot (process ${pid})`);
  return holder;
}
