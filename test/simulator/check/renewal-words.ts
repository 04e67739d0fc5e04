import { Decimal } from 'decimal.js';
import type { LedgerEntry } from '../ledger.js';
import { isClosed, saysNothingStands } from './claims.js';
import type { Claim } from './claims.js';
import { balanceOf } from './effects.js';
import type { Scene } from './effects.js';
import { billedEntries } from './renewals.js';
import { stated } from './result.js';
import { ofInvoice, othersActed } from './touched.js';
import type { Finding } from './types.js';
import { lie } from './words.js';

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;

/** Name of the flow's run, from `ids.billingRunName` or `result.billingRunName`. */
function runNameOf({ report }: Claim): string | undefined {
  const name = member(report.ids, 'billingRunName') ?? member(report.result, 'billingRunName');
  return typeof name === 'string' && name !== '' ? name : undefined;
}

const day = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 10) : '');

/** What a renewMember states of the bill, against the bill. */
function billWords(scene: Scene, claim: Claim, partyId: string, bills: LedgerEntry[]): Finding[] {
  const { report } = claim;
  const found: Finding[] = [];
  const through = stated(report, 'billThrough');
  if (through !== undefined && !bills.some((one) => one.termThrough === through)) {
    found.push(lie(claim, `states billThrough ${through}, which no bill of party ${partyId} has`, { partyId }));
  }
  const amount = stated(report, 'billedAmount');
  const sum = bills.reduce((total, one) => total.plus(one.amount ?? 0), new Decimal(0)).toFixed(2);
  if (amount !== undefined && amount !== sum && !bills.some((one) => one.amount === amount)) {
    found.push(lie(claim, `states billedAmount ${amount} but ${sum} was billed`, { partyId }));
  }
  const open = bills.filter((one) => {
    const row = scene.after.subscriptions[`${partyId}|${one.itemId}`];
    return row !== undefined && row.billBegin === one.termBegin && balanceOf(row).minus(row.pendingAmount).gt(0);
  });
  const unpaid = claim.pays && report.verdict === 'completed' && !othersActed(scene, partyId);
  if (unpaid && open.length > 0) {
    found.push(lie(claim, `is completed with a payment but ${open[0]?.itemId} is still owed`, { partyId }));
  }
  return found;
}

/** The stated invoice must be one of the party. */
function invoiceWords(scene: Scene, claim: Claim, partyId: string): Finding[] {
  const invoiceId = stated(claim.report, 'invoiceId');
  if (invoiceId === undefined) return [];
  const invoice = scene.after.invoices[invoiceId] ?? scene.before.invoices[invoiceId];
  const known =
    invoice?.lines.some((line) => line.shipTo === partyId) ||
    ofInvoice(scene, invoiceId).some((entry) => entry.partyId === partyId);
  return known ? [] : [lie(claim, `names invoice ${invoiceId}, which is not one of party ${partyId}`, { invoiceId })];
}

/**
 * A closed renewMember: `result.billed` (absent: true), the name of its run, billThrough, billedAmount and invoiceId
 * must be those of the ledger; who says `billed: false` means that the member was billed through the date already.
 */
export function renewalWords(scene: Scene, claim: Claim): Finding[] {
  const { report, input } = claim;
  if (report.flow !== 'renewMember' || !isClosed(report)) return [];
  const partyId = String(input.partyId);
  const runName = runNameOf(claim);
  const bills = billedEntries(scene).filter((entry) => entry.partyId === partyId);
  const own = runName === undefined ? bills : bills.filter((entry) => entry.runName === runName);
  if (saysNothingStands(report)) {
    if (runName === undefined || own.length === 0) return [];
    return [lie(claim, `denies the renewal of run "${runName}"`, { partyId, ledgerSeq: own.map((one) => one.seq) })];
  }
  if (!report.verdict?.startsWith('completed')) return [];
  const denied = member(report.result, 'billed') === false;
  if (!denied && own.length === 0)
    return [lie(claim, `is completed but no renewal of party ${partyId} was billed`, { partyId })];
  if (!denied) return [...billWords(scene, claim, partyId, own), ...invoiceWords(scene, claim, partyId)];
  if (runName !== undefined && own.length > 0)
    return [lie(claim, `says that run "${runName}" billed nothing`, { partyId })];
  const wanted = day(input.effectiveDate);
  const rows = Object.values(scene.after.subscriptions).filter((row) => row.partyId === partyId);
  if (!wanted || rows.some((row) => (row.billThrough ?? '') >= wanted)) return invoiceWords(scene, claim, partyId);
  return [lie(claim, `says party ${partyId} is billed through ${wanted} already, no row is`, { partyId })];
}

/**
 * A closed runRenewals: the parties it says were billed against those that the ledger has. `result.billed` of a named run
 * is exact; `renewed` (in `result` or `result.counts`) of single renewals is at most that, since one that was billed
 * and not paid is counted elsewhere.
 */
export function runWords(scene: Scene, claim: Claim): Finding[] {
  const { report, input } = claim;
  if (report.flow !== 'runRenewals' || input.plan === true || !isClosed(report)) return [];
  const runName = runNameOf(claim);
  const [cycleId, wanted] = [input.billingCycleId, day(input.effectiveDate)];
  const bills = billedEntries(scene).filter((entry) =>
    runName ? entry.runName === runName : entry.cycleId === cycleId && (!wanted || entry.effectiveDate === wanted),
  );
  const parties = new Set(bills.map((entry) => entry.partyId)).size;
  const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);
  if (saysNothingStands(report) && runName && parties > 0) {
    return [lie(claim, `denies run "${runName}", which billed ${parties} parties`)];
  }
  const billed = runName ? number(member(report.result, 'billed')) : undefined;
  const renewed = number(member(report.result, 'renewed') ?? member(member(report.result, 'counts'), 'renewed'));
  const said = billed ?? renewed;
  if (said === undefined || (billed === undefined ? said <= parties : said === parties)) return [];
  return [lie(claim, `says that ${said} parties were billed, the ledger ${parties}`)];
}
