/** A client for one command: of the configured Temporal, of a running `dev`, or of a stack for the time of the command. */
import type { Client } from '@temporalio/client';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { configuredAddress, embeddedAddress } from '../connect.js';
import { stateFolder } from '../temporal/dev-server.js';
import { lockHolder, withLock } from '../temporal/lock.js';
import { note } from './output.js';
import { signalCode, untilSignal } from './signals.js';
import { isTenantConfigured, startStack } from './stack.js';
import { withClient } from './with-client.js';

/** Held by the one command that runs a stack for its own time: the server then ends with that command. */
const LOCK = 'command.lock';

/** `embed`: run Temporal, a worker and where needed the simulator when there is no other Temporal. */
export async function withTemporal(options: { embed: boolean }, use: (client: Client) => Promise<void>): Promise<void> {
  if (!options.embed || configuredAddress()) return withClient(use);
  const folder = stateFolder();
  await mkdir(folder, { recursive: true });
  const lock = join(folder, LOCK);
  if ((await embeddedAddress(folder)) && !(await lockHolder(lock))) return withClient(use);
  // One such stack at a time: the second command would lose its worker when the first one ends.
  await withLock(lock, async () => ((await embeddedAddress(folder)) ? withClient(use) : embedded(use)), {
    waitMs: 3_600_000,
    onWait: (pid) => note(`Process ${pid} runs a flow on this state folder; waiting for it.`),
  });
}

async function embedded(use: (client: Client) => Promise<void>): Promise<void> {
  const parts = isTenantConfigured() ? 'Temporal and a worker' : 'Temporal, a worker and the simulator';
  note(`No TEMPORAL_ADDRESS is set: running ${parts} for the time of this command.`);
  const interrupted = untilSignal();
  const stack = await startStack(note);
  const work = withClient(use, stack.server.address);
  try {
    const signal = await Promise.race([work, interrupted]);
    if (!signal) return;
    note('Interrupted. What was begun is kept, and goes on with the next `duesflow dev`.');
    process.exitCode = signalCode(signal);
    // Its server is about to go: what it says of that is of no interest.
    work.catch(() => undefined);
  } finally {
    await stack.stop();
  }
}
