/** Options of `npm run bench`. */
import { parseArgs } from 'node:util';

export const WHATS = ['all', 'purchase', 'pairs', 'recovery', 'cold-start', 'tenants', 'memory', 'import', 'renewals'] as const;
export type What = (typeof WHATS)[number];

/** With fewer flows than these, all is kept short. */
export const SHORTEST = 100;

export interface Options {
  what: What;
  rows: number[];
  parties: number[];
  /** Of a cell at most; of `memory` the marks. */
  flows?: number[];
  /** Milliseconds. */
  latency: number[];
  window: number;
  pay: boolean;
  /** Of `pairs`: the plain workflow makes the looks and acknowledgements of ours, too. */
  looks: boolean;
  /** Purchases: flows at a time. Imports and renewals: calls at a time, the first of them. */
  concurrency: number[];
  queue: number;
  /** How many of them, of one call at a time each; of `tenants`. */
  tenants: number[];
  /** Of the Temporal server. */
  server: { sync: 'normal' | 'full'; dynamic: Record<string, string | number | boolean> };
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

/** By what is measured; `rest` is for all others. */
const LATENCY: Partial<Record<What, string>> & { rest: string } = { import: '0', renewals: '0,20', tenants: '100,200', rest: '0,20,200' };

const isWhat = (text: string): text is What => (WHATS as readonly string[]).includes(text);

/** Options from the command line; undefined when only help was asked for. Throws WrongUsage. */
export function readOptions(args: string[]): Options | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [what = 'all', ...more] = positionals;
  if (!isWhat(what) || more.length > 0) throw new WrongUsage(`say one of ${WHATS.join(', ')}, or nothing`);
  const one = (name: 'window' | 'queue', fallback: string): number => positive(name, values[name], fallback)[0]!;
  const { sync = 'normal', dynamic = [], pay = false, looks = false, json = false, keep = false } = values;
  if (sync !== 'normal' && sync !== 'full') throw new WrongUsage('--sync must be normal or full');
  return {
    what,
    rows: positive('rows', values.rows, '1000,100000'),
    parties: positive('parties', values.parties, '1000'),
    ...(values.flows !== undefined && { flows: positive('flows', values.flows, '') }),
    latency: wholeNumbers('latency', values.latency, LATENCY[what] ?? LATENCY.rest),
    window: one('window', '8'),
    concurrency: positive('concurrency', values.concurrency, what === 'import' || what === 'renewals' ? '1' : '1,50,400'),
    queue: one('queue', '2'),
    tenants: positive('tenants', values.tenants, '30'),
    server: { sync, dynamic: Object.fromEntries(dynamic.map(pairOf)) },
    ...{ pay, looks, json, keep },
  };
}

/** `true` and numbers are no text. */
function pairOf(text: string): [string, string | number | boolean] {
  const [, key, value] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new WrongUsage('--dynamic must be KEY=VALUE');
  return [key, /^(true|false|\d+(\.\d+)?)$/.test(value) ? (JSON.parse(value) as number | boolean) : value];
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const texts = { rows: text, parties: text, flows: text, latency: text, window: text, concurrency: text, queue: text, tenants: text, sync: text, dynamic: { type: 'string', multiple: true } as const };
  const options = { ...texts, pay: flag, looks: flag, json: flag, keep: flag, help: flag };
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}
