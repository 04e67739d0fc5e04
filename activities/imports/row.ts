/** One row: what one party owes and paid for one product and term. Rules by facts 3 and domain-rules section 4. */
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { date, looksLikeCard } from '../../workflows/contracts/schemas/common.js';
import type { Column } from './columns.js';

const missingOr = (message: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? 'is missing; fill it in, or give a default in the mapping' : message;

/** Digits anywhere in a text, spaced or not, that are a card number. */
const holdsCard = (value: string): boolean => value.split(/[^\d -]+/).some(looksLikeCard);

const id = z
  .string({ error: missingOr('must be text') })
  .min(1, 'must not be empty')
  .max(100, 'must have at most 100 characters')
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must not hold line breaks or control characters')
  // Lists are asked for by ids with a bar between them, and no way is documented to write one inside an id.
  .regex(/^[^|]*$/, 'must not hold a vertical bar')
  .refine((value) => !holdsCard(value), 'looks like a card number; card numbers are refused, remove it');

const DATE = 'must be a calendar date written YYYY-MM-DD, such as 2026-01-31';
const day = z.string({ error: missingOr(DATE) }).refine((value) => date.safeParse(value).success, DATE);

const AMOUNT = 'must be an amount without sign, currency or separators, at most two decimal places, such as 95.00';
const amount = z
  .string({ error: missingOr(AMOUNT) })
  .regex(/^\d{1,9}(\.\d{1,2})?$/, AMOUNT)
  .transform((value) => new Decimal(value).toFixed(2));

const copies = z
  .string({ error: 'must be a whole number from 1' })
  .regex(/^[1-9]\d{0,5}$/, 'must be a whole number from 1')
  .transform(Number);

const shape = {
  partyId: id,
  billToPartyId: id.optional(),
  externalId: id.optional(),
  productCode: id,
  transactionDate: day,
  billBegin: day,
  billThrough: day,
  paidThru: day.optional(),
  billedAmount: amount,
  paidAmount: amount,
  copies: copies.optional(),
  paymentMethodId: id.optional(),
  paymentReference: id.optional(),
  paymentAmount: amount.optional(),
  batchId: id.optional(),
} satisfies Record<Column, z.ZodType>;

const schema = z.object(shape);

/** A row as it is checked: dates `YYYY-MM-DD`, amounts with two places. */
export type CheckedRow = z.infer<typeof schema>;

/** A row as it is staged. */
export interface Row extends CheckedRow {
  /** 1-based line of the source; of inline rows the index plus one. */
  line: number;
  /** The row's own, or `L` and the line. */
  externalId: string;
}

export interface ColumnProblem {
  column: Column;
  message: string;
}

export type Checked = { row: CheckedRow } | { problems: ColumnProblem[] };

/** Checks the texts of a row. Every message names the cure and no value; each column has one at most. */
export function checkRow(values: Readonly<Partial<Record<Column, string>>>): Checked {
  const result = schema.safeParse(values);
  if (result.success) {
    const problems = disagreements(result.data);
    return problems.length > 0 ? { problems } : { row: result.data };
  }
  const problems = new Map<Column, string>();
  for (const { path, message } of result.error.issues) {
    const column = path[0] as Column;
    if (!problems.has(column)) problems.set(column, message);
  }
  return { problems: [...problems].map(([column, message]) => ({ column, message })) };
}

/** Members, each right by itself, that contradict each other. */
function disagreements(row: CheckedRow): ColumnProblem[] {
  const problems: ColumnProblem[] = [];
  const refuse = (column: Column, message: string) => problems.push({ column, message });
  const paid = new Decimal(row.paidAmount);
  if (row.billThrough < row.billBegin) refuse('billThrough', 'is before billBegin; correct one of the dates');
  if (row.paidThru !== undefined && row.paidThru > row.billThrough)
    refuse('paidThru', 'is after billThrough; correct one of the dates');
  if (paid.greaterThan(row.billedAmount)) refuse('paidAmount', 'is more than billedAmount; correct one of the amounts');
  if (row.paymentAmount !== undefined && !paid.equals(row.paymentAmount))
    refuse('paymentAmount', 'differs from paidAmount; correct one of the amounts');
  if (paid.greaterThan(0) && row.paymentMethodId === undefined)
    refuse('paymentMethodId', 'is missing though something was paid; name the payment method');
  return problems;
}

/** What is wrong with one text by itself. */
export function valueProblem(column: Column, value: string): string | undefined {
  return shape[column].safeParse(value).error?.issues[0]?.message;
}
