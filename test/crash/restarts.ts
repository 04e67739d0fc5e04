/**
 * The server is killed and started again while flows are held at their calls. All lanes share the server, so this is a
 * phase of its own, in batches: one restart serves a batch, then each case goes on, and is judged and repaired as any other.
 */
import { Batch } from './batch.js';
import { isWrite, labelOf } from './calls.js';
import type { Case } from './cases.js';
import { choose } from './choose.js';
import { closeLane, restartLanes, type Ground, type Lane } from './lane.js';
import { onRestartGround } from './restart-ground.js';
import { broken, runCase, type Told } from './run-case.js';

/** One of each kind of write of each flow, before or after the change: which, the seed decides. */
export function thinnedRestarts(cases: Case[], seed: number): Case[] {
  const groups = new Map<string, Case[]>();
  for (const one of cases.filter(({ call }) => isWrite(call))) {
    const name = `${one.script.flow} ${labelOf(one.call)}`;
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()].flatMap((group, index) => choose(group, 1, seed + index));
}

/** Runs the cases, so many lanes to a batch. `tell` answers whether a case is to be run again, in a later batch. */
export async function runRestarts(ground: Ground, count: number, cases: Case[], tell: (told: Told, lane: Lane, one: Case, begun: number) => boolean): Promise<void> {
  await onRestartGround(ground, async (own) => {
    const waiting = [...cases];
    let lanes: Lane[] = [];
    const close = (): Promise<void[]> => Promise.all(lanes.map(closeLane));
    try {
      while (waiting.length > 0) {
        if (lanes.length === 0) lanes = await restartLanes(own, Math.min(count, waiting.length));
        const taken = waiting.splice(0, lanes.length);
        const batch = new Batch(taken.length, own.restart);
        const begun = Date.now();
        const [worker] = lanes[0]!.workers;
        let died = false;
        void worker!.ended.then(() => (died = true));
        await Promise.all(
          taken.map(async (one, index) => {
            const lane = lanes[index]!;
            lane.batch = batch;
            const told = await runCase(lane, one).catch((error: unknown) => broken(one, error));
            // It must reconnect by itself.
            if (died) told.lost.push('the worker process has died');
            if (tell(told, lane, one, begun)) waiting.push(one);
          }),
        );
        // The server is not left halfway for the next batch.
        await batch.over;
        if (died) await close().then(() => (lanes = []));
      }
    } finally {
      await close();
    }
  });
}
