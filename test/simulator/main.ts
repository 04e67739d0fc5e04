import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startSimulator } from './index.js';
import type { FaultRule, InvoiceKind, SimulatorOptions } from './index.js';

const usage = `Usage: simulator [options]
  --port N                     port (default: a free one)
  --host ADDRESS               address to listen on (default 127.0.0.1)
  --seed N                     seed of the made-up association (default 1)
  --parties N                  parties beside the named ones (default 20)
  --members N                  members due for renewal beside these (default 0)
  --invoices legacy|persisted  kind of cash invoices (default legacy)
  --ledger full|counts         keep all effects (default), or only how many of each kind
  --faults FILE                JSON file with a list of { match, fault }
  --help                       this text`;

class WrongUsage extends Error {}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text)) throw new WrongUsage(`--${name} must be a whole number`);
  return Number(text);
}

function invoiceKind(text: string | undefined): InvoiceKind | undefined {
  if (text === undefined || text === 'legacy' || text === 'persisted') return text;
  throw new WrongUsage('--invoices must be legacy or persisted');
}

async function readFaults(file: string | undefined): Promise<FaultRule[]> {
  if (file === undefined) return [];
  const rules: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!Array.isArray(rules)) throw new WrongUsage('--faults must name a file with a JSON list');
  return rules as FaultRule[];
}

function ledgerKind(text: string | undefined): SimulatorOptions['ledger'] {
  if (text === undefined || text === 'full' || text === 'counts') return text;
  throw new WrongUsage('--ledger must be full or counts');
}

/** Options from the command line; undefined when only help was asked for. */
async function readOptions(): Promise<SimulatorOptions | undefined> {
  const text = { type: 'string' } as const;
  const options = {
    port: text,
    host: text,
    seed: text,
    parties: text,
    members: text,
    invoices: text,
    ledger: text,
    faults: text,
  } as const;
  const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
  if (values.help) return undefined;
  const invoices = invoiceKind(values.invoices);
  const ledger = ledgerKind(values.ledger);
  const numbers = {
    port: wholeNumber('port', values.port),
    seed: wholeNumber('seed', values.seed),
    parties: wholeNumber('parties', values.parties),
    members: wholeNumber('members', values.members),
  };
  return {
    ...(Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)) as SimulatorOptions),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(invoices ? { switches: { invoices } } : {}),
    ...(ledger ? { ledger } : {}),
    faults: await readFaults(values.faults),
  };
}

async function main(): Promise<void> {
  const options = await readOptions();
  if (!options) {
    console.log(usage);
    return;
  }
  const sim = await startSimulator(options);
  console.log(`iMIS simulator   ${sim.url}`);
  console.log(`YourMembership   ${sim.url}/Ams/${sim.ym.clientId}`);
  console.log(`login            duesflow / simulator (API key and password of YourMembership too)`);
  console.log(`ledger           ${sim.url}/_sim/ledger`);
  const end = (): void => {
    sim.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof WrongUsage || (error instanceof TypeError && 'code' in error)) console.error(usage);
  process.exitCode = 2;
});
