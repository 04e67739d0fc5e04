import { check } from '../../check.js';
import type { CheckResult, FlowCase, FlowReport } from '../../check.js';
import type { EffectKind, LedgerEntry } from '../../ledger.js';
import { ledger, snapshot } from '../../tests/scenes.js';
import type { YmInvoice, YmPayment } from '../model.js';
import type { YmInvoiceSnapshot } from '../world/snapshot.js';

/** Hand-made records for tests of the checker; nothing here runs a simulator. */

export const invoice = (number: number, more: Partial<YmInvoiceSnapshot> = {}): YmInvoiceSnapshot => ({
  number,
  guid: `GUID-${number}`,
  transactionId: number,
  memberId: 1,
  membershipId: 101,
  total: '120.00',
  balance: '120.00',
  lines: [],
  comment: `MARK-${number}`,
  description: '',
  date: '2026-01-01',
  createdOn: '2026-01-02T00:00:00.000Z',
  createdBy: 'duesflow',
  expiryBefore: '2025-12-31',
  ...more,
});

export const payment = (id: number, invoiceNumber: number, more: Partial<YmPayment> = {}): YmPayment => ({
  id,
  lineId: id,
  invoiceNumber,
  amount: '120.00',
  type: 'check',
  reference: 'REF',
  date: '2026-01-02',
  createdOn: '',
  createdBy: 'duesflow',
  ...more,
});

const made = ({ number, memberId, membershipId, total }: YmInvoice): [EffectKind, Partial<LedgerEntry>] => [
  'ym.dues',
  { memberId, membershipId, invoiceNumber: number, amount: total },
];
const paid = ({ id, invoiceNumber, reference, amount }: YmPayment): [EffectKind, Partial<LedgerEntry>] => [
  'ym.payment',
  { paymentId: String(id), invoiceNumber, reference, amount },
];

export const told = (report: Partial<FlowReport>, input: Record<string, unknown> = {}): FlowCase => ({
  report: { flow: 'ymCreateDues', workflowId: 'ym:1', state: 'closed', ...report },
  input: { memberId: 1, membershipId: '101', ...input },
});

export interface Records {
  invoices?: YmInvoiceSnapshot[];
  payments?: YmPayment[];
  before?: YmInvoiceSnapshot[];
}

/** Judges invoices and payments, all of them ours save those that stood before. */
export function judged(records: Records, ...reports: FlowCase[]): CheckResult {
  const { invoices = [], payments = [], before = [] } = records;
  const after = snapshot();
  const plain = { code: '', name: '', duesAmount: '120.00', proRatedDues: false, proRateFactor: 1, termMonths: 12 };
  after.ym.memberships['101'] = { ...plain, id: 101, allowMultipleOpenInvoices: false, rules: [], modifiers: [] };
  for (const one of [...before, ...invoices]) after.ym.invoices[one.number] = one;
  for (const one of payments) after.ym.payments[one.id] = one;
  const former = snapshot();
  for (const one of before) former.ym.invoices[one.number] = one;
  return check({ before: former, after, ledger: ledger(...invoices.map(made), ...payments.map(paid)), reports });
}

export const clean = { duplicates: [], orphans: [], falseWords: [], undoneBefore: [] };
