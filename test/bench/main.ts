/** `npm run bench`: what an import or a run of renewals takes. Exit code 1 when rows or members are missing in the end. */
import { signalCode, untilSignal } from '../../client/cli/signals.js';
import { measureImport, type ImportFigures } from './import.js';
import { importTable, isRight } from './import-table.js';
import { machine, machineText, SETTINGS } from './machine.js';
import { readOptions, USAGE, WrongUsage, type Options } from './options.js';
import { measureRenewals, type RenewalFigures } from './renewals.js';
import { areRight, renewalsTable } from './renewals-table.js';

const told = (line: string): void => console.error(line);

async function imports(options: Options): Promise<boolean> {
  const on = machine();
  told(`${machineText(on)}\n${SETTINGS}`);
  const all: ImportFigures[] = [];
  for (const latencyMs of options.latency)
    for (const rows of options.rows) {
      told(`import of ${rows} rows ...`);
      all.push(await measureImport(rows, latencyMs, options));
    }
  console.log(options.json ? JSON.stringify({ machine: on, imports: all }) : importTable(all));
  return all.every(isRight);
}

async function renewals(options: Options): Promise<boolean> {
  const on = machine();
  told(`${machineText(on)}\n${SETTINGS}`);
  const all: RenewalFigures[] = [];
  for (const latencyMs of options.latency)
    for (const parties of options.parties) {
      told(`renewals of ${parties} members at ${latencyMs} ms a call ...`);
      all.push(await measureRenewals(parties, latencyMs, options));
    }
  console.log(options.json ? JSON.stringify({ machine: on, renewals: all }) : renewalsTable(all));
  return all.every(areRight);
}

async function run(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const stopped = untilSignal().then(signalCode);
  const measured = (options.what === 'import' ? imports : renewals)(options).then((right) => (right ? 0 : 1));
  return await Promise.race([measured, stopped]);
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof WrongUsage ? `${error.message}\n${USAGE}` : error);
  process.exitCode = error instanceof WrongUsage ? 2 : 5;
}
process.exit();
