/** `npm run bench`: what flows take. Exit code 1 when a ledger is not clean, or rows or members are missing in the end. */
import { signalCode, untilSignal } from '../../client/cli/signals.js';
import { measureImport, type ImportFigures } from './import.js';
import { importTable, isRight } from './import-table.js';
import { machine, machineText, settingsText } from './machine.js';
import { readOptions, WrongUsage, type Options } from './options.js';
import { measurePurchases, type Part } from './purchase/run.js';
import { targetsOf } from './purchase/targets.js';
import { faultsOf, purchaseText } from './purchase/text.js';
import { measureRenewals, type RenewalFigures } from './renewals.js';
import { areRight, renewalsTable } from './renewals-table.js';
import { USAGE } from './usage.js';

const told = (line: string): void => console.error(line);

async function imports(options: Options): Promise<boolean> {
  const on = machine();
  told(`${machineText(on)}\n${settingsText(options.server)}`);
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
  told(`${machineText(on)}\n${settingsText(options.server)}`);
  const all: RenewalFigures[] = [];
  for (const latencyMs of options.latency)
    for (const parties of options.parties) {
      told(`renewals of ${parties} members at ${latencyMs} ms a call ...`);
      all.push(await measureRenewals(parties, latencyMs, options));
    }
  console.log(options.json ? JSON.stringify({ machine: on, renewals: all }) : renewalsTable(all));
  return all.every(areRight);
}

async function purchases(what: Part | 'all', options: Options): Promise<boolean> {
  const on = machine();
  const heading = `${machineText(on)}\n${settingsText(options.server)}`;
  told(heading);
  const results = await measurePurchases(what, options, told);
  const faults = faultsOf(results);
  const loadAfter = machine().load;
  if (options.json) console.log(JSON.stringify({ machine: on, loadAfter, ...results, targets: targetsOf(results) }));
  else console.log(`${heading}\nLoad at the end: ${loadAfter}\n\n${purchaseText(results)}`);
  for (const fault of faults) told(`the ledger is not clean: ${fault}`);
  return faults.length === 0;
}

async function measure(options: Options): Promise<boolean> {
  const { what } = options;
  if (what === 'import') return await imports(options);
  return await (what === 'renewals' ? renewals(options) : purchases(what, options));
}

async function run(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const stopped = untilSignal().then(signalCode);
  const measured = measure(options).then((right) => (right ? 0 : 1));
  return await Promise.race([measured, stopped]);
}

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof WrongUsage ? `${error.message}\n${USAGE}` : error);
  process.exitCode = error instanceof WrongUsage ? 2 : 5;
}
process.exit();
