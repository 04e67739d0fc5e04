/** Ctrl-C and its like: wind up in order, and at once when asked a second time. */
const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** Exit code of a command that a signal ended. */
export const signalCode = (name: keyof typeof SIGNALS): number => 128 + SIGNALS[name];

/** Resolves with the first of these signals. A second one ends the process there and then, children included. */
export function untilSignal(): Promise<keyof typeof SIGNALS> {
  return new Promise((resolve) => {
    let told = false;
    for (const name of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]) {
      process.on(name, () => {
        if (told) process.exit(signalCode(name));
        told = true;
        resolve(name);
      });
    }
  });
}
