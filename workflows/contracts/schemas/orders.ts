/** Inputs of what is bought by an order: non-dues items, and joining (NONDUES; domain-rules section 4). */
import { z } from 'zod';
import { common, date, id, payment } from './common.js';

const item = z.strictObject({
  itemId: id.describe('The product, such as JOUR.'),
  quantity: z.int().min(1).max(1000).optional().describe('Default 1.'),
  billingCycleId: id.optional().describe('The billing cycle that sells it, such as "Non-Member Subscriptions".'),
});

/** Two lines of one product would make one subscription row. */
const items = z
  .array(item)
  .min(1)
  .max(50)
  .superRefine((all, context) => {
    const codes = all.map(({ itemId }) => itemId.toUpperCase());
    codes.forEach((code, i) => {
      if (codes.indexOf(code) !== i) context.addIssue({ code: 'custom', path: [i, 'itemId'], message: 'is given twice: use quantity' });
    });
  });

const order = {
  ...common,
  partyId: id.describe('Who buys.'),
  billToPartyId: id.optional().describe('Who is billed; default the party.'),
  payment: payment.omit({ amount: true }).optional(),
  billMe: z.literal(true).optional().describe('Nothing is paid now: an open invoice is made.'),
  termBegin: date.optional().describe('First day of the term; default as iMIS sets it.'),
  termMonths: z.int().min(1).max(120).optional().describe('Length of the term; goes with termBegin.'),
  sourceCode: id.optional(),
};

interface Order {
  payment?: unknown;
  billMe?: true;
  termBegin?: string;
  termMonths?: number;
}

function checkOrder(input: Order, context: z.core.$RefinementCtx): void {
  const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message, input });
  if (!input.payment === !input.billMe) issue('payment', 'give either payment or billMe: true');
  if (input.termMonths !== undefined && input.termBegin === undefined) issue('termMonths', 'goes with termBegin');
}

export const purchaseNonDues = z
  .strictObject({
    ...order,
    items,
    via: z.enum(['comboOrder', 'cart']).optional().describe('comboOrder (default), or through the cart of the user.'),
  })
  .superRefine((input, context) => {
    checkOrder(input, context);
    input.items.forEach((one, i) => {
      if (one.billingCycleId === undefined) context.addIssue({ code: 'custom', path: ['items', i, 'billingCycleId'], message: 'is missing: iMIS sells non-dues items through a billing cycle' });
    });
  });

export const joinMember = z
  .strictObject({
    ...order,
    billingCycleId: id.describe('The membership billing cycle, such as "Regular Membership Fees".'),
    items: items.describe('The items chosen, such as the dues item; what iMIS adds by itself comes on top.'),
  })
  .superRefine((input, context) => {
    checkOrder(input, context);
    input.items.forEach((one, i) => {
      if (one.billingCycleId !== undefined && one.billingCycleId !== input.billingCycleId) context.addIssue({ code: 'custom', path: ['items', i, 'billingCycleId'], message: 'must be the cycle of the flow: leave it out' });
    });
  });
