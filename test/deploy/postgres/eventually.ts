import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until it says true. @param alive throws when it never will. @throws {Error} the last one of `ask`, after `ms`. */
export async function eventually(ask: () => Promise<boolean>, ms: number, alive: () => void = () => undefined): Promise<void> {
  const until = Date.now() + ms;
  let last: unknown;
  while (Date.now() < until) {
    alive();
    try {
      if (await ask()) return;
    } catch (error) {
      last = error;
    }
    await sleep(200);
  }
  throw last ?? new Error(`it did not come to hold within ${ms / 1000} s`);
}
