import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves when `paceMs` have passed since the one before: requests begin one after another. */
export function createPace(paceMs: number): () => Promise<void> {
  let next = 0;
  return async () => {
    const now = performance.now();
    const wait = Math.max(0, next - now);
    next = now + wait + paceMs;
    if (wait > 0) await sleep(wait);
  };
}
