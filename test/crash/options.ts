/** Options of `npm run crash`. */
import { parseArgs } from 'node:util';
import { FLOWS } from './scripts/index.js';

export const USAGE = `Usage: npm run crash -- [options]
  --flow NAME          one flow; default all that have scripts
  --long               instead: imports and renewal runs, with workers killed in the middle of them
  --full               every fault and every kill at every call of every script
  --seed N             which kills are chosen, and in which order (default 1)
  --faults N           how many faults; default all
  --kills N            how many kills and stops beside those at every write; default 60, with --full all
  --planted NAME|all   run over copies of the sources with a planted bug: each must be found
  --case ID            one case, with its ledger, calls and report
  --event NAME[,NAME]  only cases of these events; with --full at every call
  --script TEXT        only scripts (with --long: cases) whose name holds TEXT
  --lanes N            simulators that run at the same time (default 24; with workers that are killed a quarter)
  --out FILE           one JSON line a case; cases that passed there are not run again. FILE.md: the closing table
  --help               this text`;

export interface Options {
  long: boolean;
  flow?: string;
  full: boolean;
  seed: number;
  faults: number;
  kills: number;
  lanes: number;
  planted?: string;
  case?: string;
  script?: string;
  /** Names of events; default all. */
  events?: string[];
  out?: string;
}

export class WrongUsage extends Error {}

function whole(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (!/^\d+$/.test(text)) throw new WrongUsage(`--${name} must be a whole number`);
  return Number(text);
}

/** Options from the command line; undefined when only help was asked for. Throws WrongUsage. */
export function readOptions(args: string[]): Options | undefined {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const values = parse(() =>
    parseArgs({
      args,
      options: {
        flow: text,
        long: flag,
        full: flag,
        seed: text,
        faults: text,
        kills: text,
        planted: text,
        case: text,
        script: text,
        event: text,
        lanes: text,
        out: text,
        help: flag,
      },
    }),
  ).values;
  if (values.help) return undefined;
  const flow = FLOWS.find((one) => one === values.flow);
  if (values.flow !== undefined && !flow) throw new WrongUsage(`--flow: there is no matrix of ${values.flow}`);
  const { long = false, full = false, planted, case: one, script, event, out } = values;
  return {
    long,
    full,
    seed: whole('seed', values.seed, 1),
    faults: whole('faults', values.faults, Number.MAX_SAFE_INTEGER),
    kills: whole('kills', values.kills, full ? Number.MAX_SAFE_INTEGER : 60),
    lanes: Math.max(1, whole('lanes', values.lanes, 24)),
    ...(flow && { flow }),
    ...(planted && { planted }),
    ...(one && { case: one }),
    ...(script && { script }),
    ...(event && { events: event.split(',') }),
    ...(out && { out }),
  };
}

function parse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new WrongUsage((error as Error).message);
  }
}
