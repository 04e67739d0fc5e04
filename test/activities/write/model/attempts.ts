/** Runs one attempt of the protocol in its process, as activities/write/activity.ts does. */
import { Again, Stale, type Attempt } from '../../../../activities/write/attempt.js';
import { beats } from '../../../../activities/write/beats.js';
import { exactlyOnce } from '../../../../activities/write/protocol.js';
import type { Call } from '../../../../workflows/contracts/reply.js';
import { HB } from './numbers.js';
import { actOn, undoOn, type Act, type Image, type Undo } from './writes.js';
import type { Run, World } from './world.js';

export function startAttempt(world: World, run: Run): void {
  void attempt(world, run);
}

async function attempt(world: World, run: Run): Promise<void> {
  const { activity, process, token } = run;
  const { call } = activity;
  const { stop, ...seen } = modelAttempt(world, run);
  const about = `${call.key} ${call.undo ?? call.step} attempt ${activity.attempt}`;
  world.say(`${about} begins in ${process.name}: ${JSON.stringify(seen.details) ?? 'no details'}`);
  process.running += 1;
  let tell: () => void;
  try {
    const { surroundings } = process;
    const reply = call.undo
      ? await exactlyOnce(undoOn(world, run), call as Call<Undo, Image>, call.key, seen, surroundings)
      : await exactlyOnce(actOn(world, run), call as Call<Act, Image>, call.key, seen, surroundings);
    tell = () => activity.complete(token, reply);
  } catch (error) {
    const { delayMs } = error instanceof Again ? error : {};
    world.say(`${about} ends: ${(error as Error).message}`);
    tell = () => activity.fail(token, delayMs);
  }
  do await process.wait(3);
  while (process.cut);
  stop();
  process.running -= 1;
  tell();
}

function modelAttempt(world: World, run: Run): Attempt & { stop(): void } {
  const { activity, process, token } = run;
  let known = activity.details;
  const ask = async (details: unknown): Promise<void> => {
    const tick = details === known;
    const { ms, lost } = tick ? { ms: 3, lost: false } : world.ackFate();
    const half = (): Promise<void> => (tick ? process.wait(ms / 2) : world.point(run, ms / 2));
    await half();
    if (process.cut) {
      await process.wait(300);
      throw new Error('Temporal cannot be reached');
    }
    const accepted = activity.heartbeat(token, details);
    await half();
    if (!accepted) throw new Stale('the attempt is over');
    if (lost) throw new Error('the answer of Temporal was lost');
    known = details;
  };
  const { tick, ...acknowledged } = beats(ask, () => world.time.now, activity.details);
  const begun = world.time.now;
  let ended = false;
  const ticking = async (): Promise<void> => {
    for (;;) {
      await process.wait(HB / 5);
      if (ended) return;
      tick();
    }
  };
  void ticking();
  const { scheduled, currentScheduled, details } = activity;
  return {
    ...acknowledged,
    run: activity.call.key,
    number: activity.attempt,
    scheduled,
    currentScheduled,
    details,
    ranFor: () => world.time.now - begun,
    cancelRequested: async () => {
      await process.wait(5);
      return activity.cancelRequested;
    },
    stop: () => {
      ended = true;
    },
  };
}
