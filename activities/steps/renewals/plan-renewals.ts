/**
 * The plan of a renewal run: who would be billed, for about how much, who is billed or paid up already. It only reads
 * (domain-rules section 4). The rows go to a file; an attempt reads for some seconds, the next one goes on.
 */
import type { PartyList } from '../../../workflows/contracts/window.js';
import type { Call, Reply } from '../../../workflows/contracts/reply.js';
import { type BillingCycle, readBillingCycle } from '../../imis/billing-cycle.js';
import type { Subscription } from '../../imis/subscription-data.js';
import { planFile, planHead, planText, type PlanClass, type PlanLine } from '../../renewals/plan-file.js';
import { figuresOf, type PlanFigures } from '../../renewals/plan-figures.js';
import { writeAt } from '../../renewals/write-at.js';
import type { Runtimes, TenantRuntime } from '../../tenants/runtime.js';
import { Again } from '../../write/attempt.js';
import { readingActivity, type Turn } from '../../write/reading.js';
import { replyOf } from '../../write/reply.js';
import { membersOf } from './plan-chapter.js';
import { estimateFrom, estimateOf, noPrices, type Prices } from './plan-estimate.js';
import { itemsOf } from './plan-items.js';
import { rowsOfItems, rowsOfParties, type Place, type Rows } from './plan-rows.js';

export interface PlanRenewals {
  billingCycleId: string;
  effectiveDate: string;
  chapter?: string;
  /** Only these parties. */
  parties?: PartyList;
  /** Number of the plan within its run: each has a file of its own. */
  n: number;
}

export interface RenewalPlan extends PlanFigures {
  /** Absent when there is no amount, or several currencies. */
  currency?: string;
  file: string;
  estimateFrom: ReturnType<typeof estimateFrom>;
  /** A bulk Run of this tenant would bill those again who are billed and have not paid. */
  wouldBillAgain: boolean;
}

/** How far the reading has come, and the length of the file until there. */
interface Position extends Place {
  bytes: number;
  rows: number;
  prices: Prices;
}

type Planned = Reply<RenewalPlan>;

export const planRenewals = (runtimes: Runtimes, attemptMs?: number) =>
  readingActivity<PlanRenewals, RenewalPlan, Position>(runtimes, plan, attemptMs);

async function plan(runtime: TenantRuntime, call: Call<PlanRenewals>, turn: Turn<Position>): Promise<Planned> {
  const { imis, dataDir, tenant } = runtime;
  const { billingCycleId, parties, n } = call.input;
  if (turn.number > 1 && (await turn.cancelRequested())) return refused('unavailable', 'a cancel was asked for');
  const cycle = await readBillingCycle(imis, billingCycleId);
  if (!cycle) return refused('rejected', `there is no billing cycle ${billingCycleId}`);
  const known = itemsOf(cycle);
  if ('unknown' in known && !parties)
    return refused('rejected', `the items of cycle ${billingCycleId} cannot be read: ${known.unknown}. Give the parties (mode individual)`);
  const items = 'items' in known ? known.items : undefined;

  const file = planFile(dataDir, tenant.name, call.key, n);
  const position = turn.position ?? { at: 0, offset: 0, bytes: await writeAt(file, 0, planHead), rows: 0, prices: noPrices() };
  const onRows = async (page: Rows): Promise<void> => {
    const lines = await linesOf(runtime, call.input, page, position.prices);
    const bytes = await writeAt(file, position.bytes, planText(lines));
    Object.assign(position, page.next, { bytes, rows: position.rows + page.rows.length });
    await turn.keep(position);
    if (turn.over()) throw new Again('NotReady', `planned ${position.rows} rows so far`, 1);
  };
  if (parties) await rowsOfParties(imis, { list: parties, dataDir, items }, position, onRows);
  else await rowsOfItems(imis, items!, position, onRows);
  return await concluded(runtime, cycle, file, position);
}

async function linesOf({ imis }: TenantRuntime, input: PlanRenewals, { rows, asked = [] }: Rows, prices: Prices): Promise<PlanLine[]> {
  const { chapter, effectiveDate } = input;
  const active = rows.filter((row) => row.active && row.cancelledAsOf === undefined);
  const members = chapter === undefined ? undefined : await membersOf(imis, chapter, active.map((row) => row.partyId));
  const lines: PlanLine[] = [];
  for (const row of active) {
    if (members && !members.has(row.partyId.toUpperCase())) continue;
    const { partyId, itemId, paidThru = '', billThrough = '' } = row;
    const kind = classOf(row, effectiveDate);
    const amount = kind === 'toBill' ? await estimateOf(imis, row, prices) : '';
    lines.push({ partyId, itemId, class: kind, amount, paidThru, billThrough });
  }
  const seen = new Set(lines.map(({ partyId }) => partyId.toUpperCase()));
  const missing = asked.filter((partyId) => !seen.has(partyId.toUpperCase()));
  return [...lines, ...missing.map((partyId): PlanLine => ({ partyId, itemId: '', class: 'notInCycle', amount: '', paidThru: '', billThrough: '' }))];
}

/** A run bills by PaidThru, one of a single member must not bill who is billed already (domain-rules, keys). */
function classOf({ paidThru = '', billThrough = '' }: Subscription, effectiveDate: string): PlanClass {
  if (paidThru >= effectiveDate) return 'paidUp';
  return billThrough >= effectiveDate ? 'alreadyBilled' : 'toBill';
}

async function concluded({ dataDir, tenant }: TenantRuntime, { cycleId }: BillingCycle, file: string, { rows, prices }: Position): Promise<Planned> {
  const figures = await figuresOf(file, dataDir, tenant.name).catch((error: unknown) => {
    if (error instanceof RangeError) return error.message;
    throw error;
  });
  if (typeof figures === 'string') return refused('rejected', `${figures}: run it chapter by chapter`);
  const { toBill, alreadyBilled, amount } = figures;
  const [currency, ...others] = prices.currencies;
  const result: RenewalPlan = {
    ...figures,
    ...(currency !== undefined && others.length === 0 && { currency }),
    file,
    estimateFrom: estimateFrom(prices),
    wouldBillAgain: tenant.billsUnpaidAgain && alreadyBilled > 0,
  };
  const evidence = `${rows} rows of ${cycleId}: ${toBill} members to bill, about ${amount}, ${alreadyBilled} billed already`;
  return replyOf<RenewalPlan, unknown>('done', evidence, { owner: 'us', result, maybeSent: false });
}

const refused = (outcome: 'rejected' | 'unavailable', evidence: string): Planned =>
  replyOf<RenewalPlan, unknown>(outcome, evidence, { maybeSent: false });
