/** Building blocks of every input. Schemas only check and never transform: a plain Temporal start runs the raw input. */
import { z } from 'zod';

export const WHOLE = 'must be a whole number above 0';

z.config({
  customError(issue) {
    if (issue.code === 'invalid_type' && issue.input === undefined) return 'is missing';
    if (issue.code !== 'too_small' || issue.minimum !== 1) return undefined;
    return typeof issue.input === 'number' ? WHOLE : 'must not be empty';
  },
});

const trimmed = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\S(?:.*\S)?$/s, 'must not begin or end with a space');

/** An id as the API gives it; iMIS ids are opaque (facts 5.2). */
export const id = trimmed(100);
export const text = trimmed(500);

/** A calendar date, `YYYY-MM-DD`. */
export const date = z.iso.date('must be a calendar date YYYY-MM-DD');

/** A decimal in currency units with at most two places: `"95.00"` or a number that is exactly such a decimal. */
export const money = z.union(
  [
    z.string().regex(/^\d{1,9}(\.\d{1,2})?$/),
    z
      .number()
      .nonnegative()
      .max(999_999_999)
      .refine((n) => /^\d+(\.\d{1,2})?$/.test(String(n))),
  ],
  { error: 'must be an amount with at most two decimal places, such as "95.00"' },
);
export const positiveMoney = money.refine((m) => Number(m) > 0, 'must be more than zero');

/** A path or URL that the worker can read, or a path it can write. */
export const file = trimmed(1000);
export const contentHash = z.string().regex(/^[0-9a-f]{20}$/, 'is made by Duesflow');

export const tenant = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a tenant name: lower-case letters, digits, hyphens');

/** Members that every flow takes. */
export const common = {
  tenant: tenant.optional().describe('Whose API; default "default".'),
  requestedBy: text.optional().describe('Who asked for it; shown in the report.'),
  reference: text.optional().describe("The caller's own reference; shown in the report."),
  occasion: id.optional().describe('Ends the business key: the deliberate second act.'),
};

/** Thirteen to nineteen digits that pass the Luhn check: a card number, which must not come near us. */
export function looksLikeCard(value: string): boolean {
  const digits = value.replace(/[ -]/g, '');
  if (!/^\d{13,19}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const n = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return sum % 10 === 0;
}

const noCard = (schema: z.ZodString) =>
  schema.refine((s) => !looksLikeCard(s), 'looks like a card number: card numbers are refused, use a stored account token');

/** How an invoice is paid. Leaving it out leaves the invoice open. */
export const payment = z.strictObject({
  methodId: noCard(id).describe("The tenant's PaymentMethodId, such as CASH."),
  type: z.enum(['Cash', 'Check', 'CreditCard', 'DebitCard', 'BankDraft', 'Other']).describe('PaymentType of the method.'),
  reference: noCard(trimmed(40)).optional().describe('Check number or short payment reference; made from the key when absent.'),
  maxAmount: money.optional().describe('A higher amount is not paid.'),
  amount: positiveMoney.optional().describe('A part payment (payInvoice).'),
  token: noCard(id).optional().describe('A stored AutoPay account or a one-time Pay Central token.'),
  date: date.optional(),
  payorPartyId: id.optional(),
  gatewayAccountId: id.optional(),
  currency: z.string().regex(/^[A-Z]{3}$/).optional().describe("Must be the invoice's; a difference parks."),
  note: noCard(text).optional(),
});
export type Payment = z.infer<typeof payment>;
