/** Inputs of the flows over YourMembership (YMDUES; facts part B; domain-rules section 4). */
import { z } from 'zod';
import { common, date, id, payment, positiveMoney, text, WHOLE } from './common.js';

/** YM counts its members, memberships, rules and modifiers by whole numbers. */
const number = z.union([z.int().min(1), z.string().regex(/^[1-9]\d{0,9}$/, WHOLE)], {
  error: (issue) => (issue.input === undefined ? 'is missing' : WHOLE),
});

/** InvoicePayments knows no methods, accounts, currencies or payers by id, and four types. All that is open is paid. */
const ymPayment = payment
  .omit({ amount: true, token: true, gatewayAccountId: true, currency: true, payorPartyId: true })
  .extend({
    methodId: payment.shape.methodId.optional().describe('Not used: YM has no methods of its own.'),
    type: z.enum(['Cash', 'Check', 'CreditCard', 'BankDraft']).describe('Recorded as cash, check, cc or ach.'),
  });

export const ymCreateDues = z
  .strictObject({
    ...common,
    memberId: number.describe('WebsiteMemberID.'),
    membershipId: number.describe('The membership that is billed.'),
    amount: positiveMoney.optional().describe('What the caller expects: another amount is refused before anything is made.'),
    rules: z.array(number).max(50).optional().describe('IDs of the dues rules chosen.'),
    modifiers: z.array(number).max(50).optional().describe('IDs of the membership modifiers chosen; a required one must be among them.'),
    promoCode: id.optional(),
    taxExempt: z.boolean().optional(),
    invoiceDate: date.optional(),
    description: text.optional(),
    comment: text.optional(),
    period: id.optional().describe('Names the period, such as 2027: one invoice for each. Without it, the expiry that stands tells the periods apart.'),
    payment: ymPayment.optional(),
  });
