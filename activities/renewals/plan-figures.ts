/** What a plan amounts to, read from its file. */
import { createHash } from 'node:crypto';
import { Decimal } from 'decimal.js';
import type { PartyList } from '../../workflows/contracts/window.js';
import { keepParties } from './parties.js';
import { readPlan } from './plan-file.js';

/** Rows to bill that one plan may hold: they are in memory while it is summed up and compared. */
export const MAX_TO_BILL = 300_000;

export interface PlanFigures {
  /** Members who would be billed. */
  toBill: number;
  /** Their rows: a member may be billed for several products. */
  rowsToBill: number;
  /** Decimal string: an estimate. */
  amount: string;
  /** Members who are billed for the time in question and have not paid. */
  alreadyBilled: number;
  /** Rows that are paid for the time in question. */
  paidUp: number;
  /** Parties asked for by name that hold no active row of the cycle. */
  notInCycle: number;
  /** The members to bill. */
  list: PartyList;
  /** Hash of who is to be billed for what: equal when a plan made again says the same. */
  planHash: string;
}

/** Throws RangeError for more than MAX_TO_BILL rows. */
export async function figuresOf(file: string, dataDir: string, tenant: string): Promise<PlanFigures> {
  const amounts = await amountsToBill(file);
  const billed = new Set<string>();
  const counts = { paidUp: 0, notInCycle: 0 };
  for await (const line of readPlan(file)) {
    if (line.class === 'alreadyBilled') billed.add(line.partyId);
    else if (line.class !== 'toBill') counts[line.class] += 1;
  }
  const parties = [...new Set([...amounts.keys()].map((key) => key.slice(0, key.indexOf('|'))))];
  const { list, total } = await keepParties(dataDir, tenant, parties);
  const lines = [...amounts].map(([key, amount]) => `${key}|${amount}`).sort();
  return {
    toBill: total,
    rowsToBill: amounts.size,
    amount: [...amounts.values()].reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toFixed(2),
    alreadyBilled: billed.size,
    ...counts,
    list,
    planHash: createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 20),
  };
}

/** Of a bar in a party's id nothing is known; iMIS uses it to part ids. */
export const rowKey = (partyId: string, itemId: string): string => `${partyId}|${itemId}`;

/** The estimate of each row to bill. A row that moved while the pages were read may stand there twice: it counts once. */
export async function amountsToBill(file: string): Promise<Map<string, string>> {
  const amounts = new Map<string, string>();
  for await (const { partyId, itemId, class: kind, amount } of readPlan(file)) {
    if (kind === 'toBill') amounts.set(rowKey(partyId, itemId), amount);
    if (amounts.size > MAX_TO_BILL) throw new RangeError(`the plan holds more than ${MAX_TO_BILL} rows to bill`);
  }
  return amounts;
}
