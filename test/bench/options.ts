/** Options of `npm run bench`. */
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench -- import   [--rows 1000,100000]   [options]
       npm run bench -- renewals [--parties 1000] [--latency 0,20] [--window 8] [options]

  --rows N,N           sizes of the files (default 1000,100000; 1000000 takes a quarter of an hour)
  --parties N,N        members of the runs (default 1000)
  --latency MS,MS      what the API takes for each call (import: default 0; renewals: default 0,20)
  --window N           renewals: members at a time (default 8, that of the flow)
  --pay                renewals: pay each, too
  --concurrency N      calls at a time (IMIS_CONCURRENCY; default 1)
  --queue N            import: packages with iMIS at a time (IMIS_IMPORT_QUEUE; default 2)
  --json               figures as JSON on standard output, and nothing else
  --keep               leave the folder of a run behind, with logs and database
  --help               this text`;

export interface Options {
  what: 'import' | 'renewals';
  rows: number[];
  parties: number[];
  /** Milliseconds. */
  latency: number[];
  window: number;
  pay: boolean;
  concurrency: number;
  queue: number;
  json: boolean;
  keep: boolean;
}

export class WrongUsage extends Error {}

function wholeNumbers(name: string, text: string | undefined, fallback: string): number[] {
  return (text ?? fallback).split(',').map((part) => {
    if (!/^\d+$/.test(part)) throw new WrongUsage(`--${name} must be whole numbers, separated by commas`);
    return Number(part);
  });
}

function positive(name: string, text: string | undefined, fallback: string): number[] {
  const numbers = wholeNumbers(name, text, fallback);
  if (numbers.includes(0)) throw new WrongUsage(`--${name} must be at least 1`);
  return numbers;
}

/** Options from the command line; undefined when only help was asked for. Throws WrongUsage. */
export function readOptions(args: string[]): Options | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [what, ...more] = positionals;
  if ((what !== 'import' && what !== 'renewals') || more.length > 0) throw new WrongUsage('say import or renewals');
  const one = (name: 'window' | 'concurrency' | 'queue', fallback: string): number => positive(name, values[name], fallback)[0]!;
  return {
    what,
    rows: positive('rows', values.rows, '1000,100000'),
    parties: positive('parties', values.parties, '1000'),
    latency: wholeNumbers('latency', values.latency, what === 'import' ? '0' : '0,20'),
    window: one('window', '8'),
    pay: values.pay ?? false,
    concurrency: one('concurrency', '1'),
    queue: one('queue', '2'),
    json: values.json ?? false,
    keep: values.keep ?? false,
  };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    rows: text,
    parties: text,
    latency: text,
    window: text,
    concurrency: text,
    queue: text,
    pay: flag,
    json: flag,
    keep: flag,
    help: flag,
  };
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}
