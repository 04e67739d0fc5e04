/** Options of `npm run soak`. */
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run soak -- --minutes N --flows-per-second R [options]

Random flows with random faults; workers are killed, stopped and started, Temporal is restarted, people repair. In the
end everything is brought to an end, and the simulators' ledgers judge every report.

  --minutes N            how long flows are started (then what is open is brought to an end)
  --flows-per-second R   flows started in a second, on the average, such as 0.5
  --seed N               which flows, faults and strikes, and when (default 1)
  --tenants N            associations, each with a simulator of its own: 1 to 4 (default 2)
  --out FOLDER           where the plot, the summary and the logs are left (default: a new temporary folder)
  --help                 this text

Exit code 0: nothing was found; 1: something was found; 2: wrong usage; 4: something was found while this machine was
late, which proves nothing; 5: the soak itself broke off.`;

export interface Options {
  minutes: number;
  flowsPerSecond: number;
  seed: number;
  tenants: number;
  out?: string;
}

export class WrongUsage extends Error {}

/** Options from the command line; undefined when only help was asked for. Throws WrongUsage. */
export function readOptions(args: string[]): Options | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const options = {
    minutes: number('minutes', values.minutes, undefined, 0.1, 100_000),
    flowsPerSecond: number('flows-per-second', values['flows-per-second'], undefined, 0.01, 100),
    seed: whole('seed', values.seed, 1, 0, 2 ** 31),
    tenants: whole('tenants', values.tenants, 2, 1, 4),
  };
  return { ...options, ...(values.out !== undefined && { out: values.out }) };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args, options: { minutes: text, 'flows-per-second': text, seed: text, tenants: text, out: text, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}

function number(name: string, text: string | undefined, fallback: number | undefined, least: number, most: number): number {
  const value = text === undefined ? fallback : Number(text);
  if (value === undefined) throw new WrongUsage(`--${name} is missing`);
  if (!(value >= least && value <= most) || text?.trim() === '') throw new WrongUsage(`--${name} must be a number from ${least} to ${most}`);
  return value;
}

function whole(...[name, text, fallback, least, most]: Parameters<typeof number>): number {
  const value = number(name, text, fallback, least, most);
  if (!Number.isInteger(value)) throw new WrongUsage(`--${name} must be a whole number`);
  return value;
}
