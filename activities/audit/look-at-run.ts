/** Reads a bulk run's log page by page, with the rows that it billed as they stand now. Throws ReadFailed. */
import { AUDIT_KINDS, type AuditKind } from '../../workflows/contracts/audit.js';
import { readBatch } from '../imis/batch.js';
import { listBillingLogItems, readBillingLog, type BillingLogItem } from '../imis/billing-log.js';
import { sum } from '../steps/money.js';
import { readRows } from '../steps/imports/package-rows.js';
import type { TenantRuntime } from '../tenants/runtime.js';
import type { BillingRunClaim, TermClaim } from './claim.js';
import type { Finding, Told } from './judge/finding.js';
import { judgePosted, judgeRun } from './judge/run.js';
import { judgeTerm } from './judge/term.js';

/** A finding of one row of many; `of`: what was claimed of that. */
export type Found = Finding & { of?: TermClaim };

/** How far the log has been read. A run may bill more than one attempt can read. */
export interface RunProgress {
  offset: number;
  rows: number;
  /** Decimal string. */
  amount: string;
  found: Found[];
  /** Those that are counted only. */
  more: Partial<Record<AuditKind, number>>;
}

export interface Inside {
  from?: RunProgress | undefined;
  /** Puts it on record. Throws Again when others should have the slot. */
  keep(progress: RunProgress): Promise<void>;
}

/** Rows that are told one by one. */
const TOLD = 100;

export async function lookAtRun(claim: BillingRunClaim, { imis }: TenantRuntime, told: Told, { from, keep }: Inside): Promise<Found[]> {
  const { billingLogKey, billingRunName, posted } = claim;
  const progress: RunProgress = from ?? { offset: 0, rows: 0, amount: '0.00', found: [], more: {} };
  const log = await readBillingLog(imis, billingLogKey);
  let page: BillingLogItem[] = [];
  const onPageEnd = async (next: number): Promise<void> => {
    const now = await readRows(imis, page.map(({ partyId, itemId }) => ({ partyId, productCode: itemId })));
    page.forEach((item, index) => add(progress, item, judgeTerm(termOf(item), now[index], told)));
    page = [];
    if (next === 0) return;
    progress.offset = next;
    await keep(progress);
  };
  if (log) await listBillingLogItems(imis, { billingLogKey }, (items) => void page.push(...items), { from: progress.offset, onPageEnd });
  const ofRun = judgeRun(claim, { log, ...progress }, told);
  const ofBatch = posted === undefined ? undefined : judgePosted({ ...claim, posted }, await readBatch(imis, posted), told);
  return [...(ofRun ? [ofRun] : []), ...(ofBatch ? [ofBatch] : []), ...progress.found, ...counted(progress, billingRunName)];
}

/** As which user a billing run writes is unknown. */
const termOf = ({ partyId, itemId, billBegin, billThrough, amount }: BillingLogItem): TermClaim =>
  ({ kind: 'term', partyId, itemId, begin: billBegin ?? null, through: billThrough ?? null, billedAmount: amount, ours: false });

function add(progress: RunProgress, item: BillingLogItem, finding: Finding | undefined): void {
  progress.rows += 1;
  progress.amount = sum([progress.amount, item.amount]);
  if (!finding) return;
  if (progress.found.length < TOLD) progress.found.push({ ...finding, of: termOf(item) });
  else progress.more[finding.kind] = (progress.more[finding.kind] ?? 0) + 1;
}

const counted = ({ more }: RunProgress, billingRunName: string): Finding[] =>
  AUDIT_KINDS.flatMap((kind) => (more[kind] === undefined ? [] : [{ kind, record: `billing run ${billingRunName}`, reported: 'billed', found: `${more[kind]} more of its rows differ`, evidence: `${TOLD} are told one by one` }]));
