/** The inputs of the flows (DESIGN section 10, domain-rules section 4). */
import { z } from 'zod';
import { common, date, id, money, payment, positiveMoney } from './common.js';
import { importDues, importPackage } from './imports.js';
import { modifySubscription, reversePayment, updateMember } from './members.js';
import { joinMember, purchaseNonDues } from './orders.js';
import { renewMember, runRenewals } from './renewals.js';
import { ymCreateDues } from './yourmembership.js';

const onPaymentRefused = z
  .enum(['compensate', 'leaveOpen', 'park'])
  .optional()
  .describe('What a refused payment means for the rest; default compensate.');

const subscription = {
  partyId: id.describe('Whose subscription.'),
  itemId: id.describe('The subscription product.'),
  beginDate: date.describe('First day of the term.'),
  billToPartyId: id.optional().describe('Who is billed; default the party.'),
  sourceCode: id.optional(),
  isMemberComponent: z.boolean().optional(),
  isComplimentary: z.boolean().optional(),
  payment: payment.omit({ amount: true }).optional(),
  onPaymentRefused,
};

export const purchaseSubscription = z
  .strictObject({
    ...common,
    ...subscription,
    bill: z.boolean().optional().describe('Default true: priced and billed by iMIS.'),
    amount: money.optional().describe('Billed amount; only with bill: false.'),
    billDate: date.optional().describe('Date of the invoice; only with bill: false.'),
  })
  .superRefine((input, context) => {
    const bill = input.bill ?? true;
    if (bill && input.amount !== undefined)
      context.addIssue({ code: 'custom', path: ['amount'], message: 'goes only with bill: false (iMIS ignores it otherwise)' });
    if (!bill && input.amount === undefined && input.payment)
      context.addIssue({ code: 'custom', path: ['payment'], message: 'nothing is billed with bill: false and no amount, so there is nothing to pay' });
    if (bill && input.billDate)
      context.addIssue({ code: 'custom', path: ['billDate'], message: 'goes only with bill: false' });
  });

export const enrolMember = z.strictObject({
  ...common,
  ...subscription,
  chapter: id.optional().describe('Chapter code or GroupId, such as EAST or CHAPT/EAST.'),
});

const line = z.strictObject({ lineId: id.describe('InvoiceLineId'), amount: positiveMoney });

export const payInvoice = z
  .strictObject({
    ...common,
    partyId: id.describe('The bill-to party.'),
    invoiceId: id.optional(),
    allOpen: z.literal(true).optional(),
    invoiceType: id.optional().describe('With allOpen: only this type; default membership and subscription invoices.'),
    payment,
    lines: z.array(line).min(1).max(200).optional().describe('Allocation to invoice lines.'),
    via: z.enum(['comboOrder', 'cart']).optional().describe('comboOrder (default), or through the cart of the bill-to party.'),
  })
  .superRefine((input, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (!input.invoiceId === !input.allOpen) issue('invoiceId', 'give either invoiceId or allOpen: true');
    if (input.allOpen && input.payment.amount !== undefined) issue('payment', 'amount goes with invoiceId, not with allOpen');
    if (input.allOpen && input.lines) issue('lines', 'goes with invoiceId, not with allOpen');
    if (input.via === 'cart' && (input.lines || input.payment.amount !== undefined)) issue('via', 'a part payment goes by comboOrder');
    if (!input.allOpen && input.invoiceType) issue('invoiceType', 'goes with allOpen: true');
    const sum = input.lines?.reduce((cents, l) => cents + Math.round(Number(l.amount) * 100), 0);
    if (sum !== undefined && input.payment.amount !== undefined && sum !== Math.round(Number(input.payment.amount) * 100))
      issue('lines', 'the lines must add up to payment.amount');
  });

export const changeChapter = z
  .strictObject({
    ...common,
    partyId: id,
    add: id.optional().describe('Chapter code or GroupId to join.'),
    remove: id.optional().describe('Chapter code or GroupId to leave.'),
    from: id.optional(),
    to: id.optional(),
    joinDate: date.optional(),
    role: id.optional().describe('RoleId; default SUBSCRIPTION:MEMBER.'),
  })
  .superRefine((input, context) => {
    const given = [input.add, input.remove, input.from ?? input.to].filter(Boolean).length;
    if (given !== 1 || !input.from !== !input.to)
      context.addIssue({ code: 'custom', path: ['add'], message: 'give one of add, remove, or from with to' });
    if (input.from !== undefined && input.from === input.to)
      context.addIssue({ code: 'custom', path: ['to'], message: 'must differ from from' });
  });

export const schemas = {
  purchaseSubscription,
  payInvoice,
  changeChapter,
  enrolMember,
  renewMember,
  runRenewals,
  importDues,
  importPackage,
  modifySubscription,
  purchaseNonDues,
  joinMember,
  reversePayment,
  updateMember,
  ymCreateDues,
};
