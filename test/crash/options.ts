/** Options of `npm run crash`. */
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run crash -- [options]
  --flow enrolMember   the flow (the one there is, and the default)
  --full               every fault and every kill at every call of every script
  --seed N             which kills are chosen, and in which order (default 1)
  --faults N           how many faults; default all
  --kills N            how many kills and stops; default 100, with --full all
  --planted NAME|all   run over copies of the sources with a planted bug: each must be found
  --case ID            one case, with its ledger, calls and report
  --script TEXT        only scripts whose name holds TEXT
  --lanes N            simulators that run at the same time (default 24)
  --out FILE           one JSON line a case; cases that passed there are not run again
  --help               this text`;

export interface Options {
  full: boolean;
  seed: number;
  faults: number;
  kills: number;
  lanes: number;
  planted?: string;
  case?: string;
  script?: string;
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
        full: flag,
        seed: text,
        faults: text,
        kills: text,
        planted: text,
        case: text,
        script: text,
        lanes: text,
        out: text,
        help: flag,
      },
    }),
  ).values;
  if (values.help) return undefined;
  if (values.flow !== undefined && values.flow !== 'enrolMember')
    throw new WrongUsage(`--flow: there is no matrix of ${values.flow}`);
  const { full = false, planted, case: one, script, out } = values;
  return {
    full,
    seed: whole('seed', values.seed, 1),
    faults: whole('faults', values.faults, Number.MAX_SAFE_INTEGER),
    kills: whole('kills', values.kills, full ? Number.MAX_SAFE_INTEGER : 100),
    lanes: Math.max(1, whole('lanes', values.lanes, 24)),
    ...(planted && { planted }),
    ...(one && { case: one }),
    ...(script && { script }),
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
