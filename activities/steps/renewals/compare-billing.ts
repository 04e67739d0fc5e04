/** Compares what a billing run did, by its BillingLogItems, with what was planned, and writes the results file. */
import type { Call, Reply } from '../../../workflows/contracts/reply.js';
import { listBillingLogItems, type BillingLogItem } from '../../imis/billing-log.js';
import { billingHead, billingText, readBillingLines, type BillingLine } from '../../renewals/billing-results.js';
import { amountsToBill, rowKey } from '../../renewals/plan-figures.js';
import { resultsPath } from '../../renewals/results-path.js';
import { writeAt } from '../../renewals/write-at.js';
import type { Runtimes, TenantRuntime } from '../../tenants/runtime.js';
import { Again } from '../../write/attempt.js';
import { readingActivity, type Turn } from '../../write/reading.js';
import { replyOf } from '../../write/reply.js';
import { equal, sum } from '../money.js';

export interface CompareBilling {
  billingLogKey: string;
  planFile: string;
  resultsFile?: string;
  /** The plan is of more members than the run: who was planned and not billed is no difference. */
  partial?: boolean;
}

export interface BillingFigures {
  /** Members who were billed. */
  billed: number;
  /** Their rows: the transactions of the run's batch. */
  rows: number;
  /** Decimal string: all that was billed. */
  amount: string;
  unplanned: number;
  notBilled: number;
  /** Billed as planned, for another amount than was estimated. */
  otherAmount: number;
}

export type ComparedBilling = BillingFigures & { resultsFile: string };

interface Position extends BillingFigures {
  offset: number;
  /** Length of the results file so far. */
  bytes: number;
}

export const compareBilling = (runtimes: Runtimes, attemptMs?: number) =>
  readingActivity<CompareBilling, ComparedBilling, Position>(runtimes, compare, attemptMs);

async function compare(
  { imis, dataDir }: TenantRuntime,
  { key, tenant, input }: Call<CompareBilling>,
  turn: Turn<Position>,
): Promise<Reply<ComparedBilling>> {
  const { billingLogKey, planFile, resultsFile = resultsPath(dataDir, tenant, key), partial = false } = input;
  const planned = await amountsToBill(planFile);
  const position = turn.position ?? (await begun(resultsFile));
  const members = new Set<string>();
  for await (const { partyId, itemId } of readBillingLines(resultsFile, position.bytes)) {
    planned.delete(rowKey(partyId, itemId));
    members.add(partyId);
  }
  const write = async (lines: BillingLine[]): Promise<void> => {
    position.bytes = await writeAt(resultsFile, position.bytes, billingText(resultsFile, lines));
  };

  let page: BillingLogItem[] = [];
  const onPageEnd = async (next: number): Promise<void> => {
    for (const { partyId } of page) members.add(partyId);
    await write(page.map((item) => counted(position, item, planned)));
    page = [];
    // At the last page the rest follows in this very attempt: a position behind it would read the list anew.
    if (next === 0) return;
    position.offset = next;
    await turn.keep(position);
    if (turn.over()) throw new Again('NotReady', `compared ${position.rows} billed rows so far`, 1);
  };
  await listBillingLogItems(imis, { billingLogKey }, (items) => void page.push(...items), { from: position.offset, onPageEnd });
  if (!partial) {
    await write([...planned].map(([row, estimate]) => notBilled(row, estimate)));
    position.notBilled = planned.size;
  }
  const { offset: _offset, bytes: _bytes, ...figures } = { ...position, billed: members.size };
  return replyOf<ComparedBilling, unknown>('done', sentence(figures), { owner: 'us', maybeSent: false, result: { ...figures, resultsFile } });
}

async function begun(file: string): Promise<Position> {
  const bytes = await writeAt(file, 0, billingHead(file));
  return { offset: 0, bytes, billed: 0, rows: 0, amount: '0.00', unplanned: 0, notBilled: 0, otherAmount: 0 };
}

/** Counts a billed row, takes it out of what was planned, and makes its line. */
function counted(figures: BillingFigures, item: BillingLogItem, planned: Map<string, string>): BillingLine {
  const { partyId, itemId, amount, billThrough = '' } = item;
  const row = rowKey(partyId, itemId);
  const estimate = planned.get(row);
  planned.delete(row);
  figures.rows += 1;
  figures.amount = sum([figures.amount, amount]);
  if (estimate === undefined) figures.unplanned += 1;
  else if (!equal(estimate, amount)) figures.otherAmount += 1;
  return { partyId, itemId, status: estimate === undefined ? 'billed-unplanned' : 'billed', amount, planned: estimate ?? '', billThrough };
}

function notBilled(row: string, planned: string): BillingLine {
  const bar = row.indexOf('|');
  return { partyId: row.slice(0, bar), itemId: row.slice(bar + 1), status: 'not-billed', amount: '', planned, billThrough: '' };
}

const sentence = ({ billed, rows, amount, unplanned, notBilled: missing, otherAmount }: BillingFigures): string =>
  `${billed} members billed, ${rows} rows, ${amount} in all; ${unplanned} rows not planned, ${missing} planned and not billed, ${otherAmount} for another amount`;
