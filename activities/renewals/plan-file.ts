/** The file of a plan: who would be billed, who is billed or paid up already. Only its owner may read it. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';

const COLUMNS = ['partyId', 'itemId', 'class', 'amount', 'paidThru', 'billThrough'] as const;

/**
 * `alreadyBilled`: billed for the time in question and not paid. `notInCycle`: asked for by name, and holds no active
 * row of the cycle.
 */
export type PlanClass = 'toBill' | 'alreadyBilled' | 'paidUp' | 'notInCycle';

/** Empty where there is none. Dates `YYYY-MM-DD`; the amount, a decimal string, of what is to be billed only. */
export interface PlanLine {
  partyId: string;
  itemId: string;
  class: PlanClass;
  amount: string;
  paidThru: string;
  billThrough: string;
}

/** `n`: the plan is made again under another number, since somebody may have approved the one before. */
export function planFile(dataDir: string, tenant: string, key: string, n: number): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 20);
  return join(dataDir, 'plans', tenant, `${hash}-${n}.csv`);
}

export const planHead = stringify([[...COLUMNS]]);
export const planText = (lines: PlanLine[]): string => stringify(lines.map((line) => COLUMNS.map((name) => line[name])));

/** Throws when the file is not there: all workers must share the data folder. */
export async function* readPlan(file: string): AsyncGenerator<PlanLine> {
  const lines = createReadStream(file).pipe(parse({ columns: true }));
  yield* lines as AsyncIterable<PlanLine>;
}
