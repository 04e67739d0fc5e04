/** `npm run soak`: random flows, faults and strikes for a while, then the ledger's judgement. */
import { setMaxListeners } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { readOptions, USAGE, WrongUsage, type Options } from './options.js';
import { playSoak, type Watcher } from './play.js';
import { plotOf } from './plot.js';
import { endingOfSoak, summaryText } from './summary.js';
import type { Timeline } from './timeline.js';

const EXIT = { clean: 0, found: 1, late: 4 } as const;
const WRONG_USAGE = 2;
const BROKEN = 5;
/** Where nobody watches a bar. */
const LINE_MS = 15_000;

async function soak(options: Options): Promise<number> {
  const out = options.out ? resolve(options.out) : mkdtempSync(join(tmpdir(), 'duesflow-soak-'));
  const scratch = join(out, 'work');
  mkdirSync(scratch, { recursive: true });
  const stop = new AbortController();
  // Everything that is planned waits for it.
  setMaxListeners(0, stop.signal);
  // Not `once`: whoever sees that nobody else listens ends the process at once (client/temporal/server-process.ts).
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(BROKEN);
      console.error(`\n${name}: everything is being ended; once more ends it at once`);
      stop.abort(new Error(`ended by ${name}`));
    });
  const watcher = watch(options);
  const { outcome, plan, timeline } = await playSoak(options, scratch, watcher, stop.signal)
    .catch((error: unknown) => {
      throw stop.signal.aborted ? stop.signal.reason : error;
    })
    .finally(watcher.stop);
  const file = (name: string, text: string): void => writeFileSync(join(out, name), text);
  const { minutes, flowsPerSecond, seed } = options;
  file('plan.json', JSON.stringify(plan, null, 1));
  file('outcome.json', JSON.stringify({ ...outcome, timeline }, null, 1));
  file('soak.svg', plotOf({ title: `Soak: ${minutes} min, ${flowsPerSecond} flows a second, seed ${seed}`, ...timeline }));
  const text = summaryText(outcome);
  file('summary.txt', `${text}\n`);
  const ending = endingOfSoak(outcome);
  // The logs, the Temporal database and the files of the flows help to find out more.
  if (ending === 'clean') rmSync(scratch, { recursive: true, force: true });
  console.log(`\n${out}: soak.svg, summary.txt, outcome.json, plan.json${ending === 'clean' ? '' : ', work/ (logs, Temporal database)'}`);
  console.log(text);
  return EXIT[ending];
}

function watch({ minutes, seed }: Options): Watcher & { stop(): void } {
  const bar = process.stdout.isTTY ? new SingleBar({ format: '{bar} {value}/{total} s{calm}: {started} flows, {ended} ended, {parked} parked, {kills} kills, {restarts} restarts' }) : undefined;
  const figures = (timeline: Timeline, calm: boolean) => {
    const { started, ended, parked } = timeline.samples.at(-1) ?? { started: 0, ended: 0, parked: 0 };
    return { started, ended, parked, kills: timeline.count('kill'), restarts: timeline.count('restart'), calm: calm ? ', calm' : '' };
  };
  let told = 0;
  return {
    planned({ flows, faults, strikes, restarts }) {
      console.log(`seed ${seed}: ${flows.length} flows, ${faults.length} faults, ${strikes.length} strikes at workers, ${restarts.length} restarts of Temporal`);
      bar?.start(Math.round(minutes * 60), 0, { started: 0, ended: 0, parked: 0, kills: 0, restarts: 0, calm: '' });
    },
    tick(timeline, calm) {
      const now = figures(timeline, calm);
      bar?.update(Math.min(Math.round(timeline.now / 1000), Math.round(minutes * 60)), now);
      if (bar || timeline.now - told < LINE_MS) return;
      told = timeline.now;
      console.log(`${Math.round(timeline.now / 1000)} s${now.calm}: ${now.started} flows, ${now.ended} ended, ${now.parked} parked, ${now.kills} kills, ${now.restarts} restarts`);
    },
    stop: () => bar?.stop(),
  };
}

try {
  const options = readOptions(process.argv.slice(2));
  if (!options) console.log(USAGE);
  else process.exitCode = await soak(options);
} catch (error) {
  console.error(error instanceof WrongUsage ? `${error.message}\n${USAGE}` : error instanceof Error && error.message.startsWith('ended by') ? error.message : error);
  process.exitCode = error instanceof WrongUsage ? WRONG_USAGE : BROKEN;
}
process.exit();
