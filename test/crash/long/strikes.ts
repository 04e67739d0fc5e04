/** Kills in the course of long work, at calls of the API and at other moments. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Match } from '../../simulator/index.js';
import type { LongLane } from './lane.js';
import type { Moment } from './moments.js';

export interface Strikes {
  /** Moments that have come so far, of how many. */
  struck(): number;
  planned: number;
  /** No more of them. */
  stop(): void;
}

/**
 * At the calls counted by `nths` that fit: before, nothing of the call is saved; after, all of it is, and the answer
 * never comes.
 */
export function atCalls(lane: LongLane, match: Match, nths: number[], when: (nth: number) => 'before' | 'after', how: (nth: number) => 'kill' | 'stop' = () => 'kill'): Strikes {
  let struck = 0;
  const hooks = nths.map((nth) =>
    lane.sim.onHit({ ...match, nth }, when(nth), async () => {
      struck += 1;
      await (how(nth) === 'kill' ? lane.killHolder() : lane.stopHolder());
      return when(nth) === 'before' ? 'drop' : undefined;
    }),
  );
  return { struck: () => struck, planned: nths.length, stop: () => hooks.forEach((unhook) => unhook()) };
}

/** At one moment after the other: all workers are killed at once. Each is looked for when the one before has come. */
export function atMoments(lane: LongLane, moments: Moment[], everyMs = 2): Strikes {
  let struck = 0;
  let over = false;
  void (async () => {
    for (const come of moments) {
      while (!over && !(await come())) await sleep(everyMs);
      if (over) return;
      struck += 1;
      lane.killAll();
    }
  })();
  return { struck: () => struck, planned: moments.length, stop: () => void (over = true) };
}
