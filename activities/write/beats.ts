/**
 * The acknowledged heartbeats of one attempt. All go out one after another, so that an older one never overwrites a
 * newer. temporal-attempt.ts ties them to Temporal, tests to a model.
 */
import type { Attempt } from './attempt.js';
import type { Details } from './details.js';

export interface Beats extends Pick<Attempt, 'acknowledge' | 'acknowledgedAgo'> {
  /** Keeps the attempt alive: the last details once more. */
  tick(): void;
}

/**
 * `ask` resolves when the server has taken the details, and throws Stale when the attempt is over for it. `age`:
 * monotonic milliseconds. `first`: the details of the attempt before.
 */
export function beats(ask: (details: unknown) => Promise<void>, age: () => number, first: unknown): Beats {
  let details = first;
  let acknowledgedAt = -Infinity;
  let last: Promise<unknown> = Promise.resolve();

  const beat = (choose: () => unknown): Promise<void> => {
    const mine = last.then(async () => {
      const askedAt = age();
      const next = choose();
      await ask(next);
      details = next;
      acknowledgedAt = askedAt;
    });
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    acknowledge: (next: Details) => beat(() => next),
    acknowledgedAgo: () => age() - acknowledgedAt,
    // Chosen when its turn comes: what is being acknowledged meanwhile must not be overwritten by what was there before.
    // A failing tick needs no care: the next acknowledgement tells the same.
    tick: () => void beat(() => details).catch(() => undefined),
  };
}
