/** What the report of an order says: terms, payment, and who has become a member by it. Pure. */
import type { JoinMember, PurchaseNonDues } from '../../../workflows/contracts/inputs.js';
import type { Claim } from '../claim.js';
import { invoicesOf, paymentClaims } from './payments.js';
import { isOurs, objects, standing, text } from './steps.js';
import type { Reading } from './reading.js';

/** A cart holds what was bought before: then its preparation found the order. */
const BUYING = ['submit order', 'submit cart', 'prepare cart'];

export function orderClaims(reading: Reading<PurchaseNonDues | JoinMember>): Claim[] {
  const { report, input } = reading;
  const { partyId, billToPartyId = partyId, payment } = input;
  const bought = standing(report, ...BUYING);
  const terms = bought ? objects(report.result['terms']) : [];
  const paid = text(report.result['reference']) !== undefined;
  const [only] = terms;
  const through = only && text(only['paidThru']);
  const itemId = only && text(only['itemId']);
  const covers = terms.length === 1 && through !== undefined && itemId !== undefined ? { covers: { partyId, itemId, through } } : {};
  // By the cart the step that fills it marks what is bought.
  const marking = report.steps.some(({ name }) => name === 'prepare cart') ? 'prepare cart' : 'submit order';
  const paying = bought && !paid ? [] : paymentClaims(reading, { steps: BUYING, payment, billTo: billToPartyId, invoiceIds: invoicesOf(report), ...covers }, marking);
  return [
    ...terms.flatMap((term): Claim[] => {
      const product = text(term['itemId']);
      if (product === undefined) return [];
      const billedAmount = text(term['billedAmount']);
      return [{ kind: 'term', partyId, itemId: product, begin: text(term['billBegin']) ?? null, through: text(term['billThrough']) ?? null, ...(billedAmount !== undefined && { billedAmount }), ours: isOurs(bought) && paid }];
    }),
    ...paying,
    ...joined(reading),
  ];
}

function joined({ report, input }: Reading<PurchaseNonDues | JoinMember>): Claim[] {
  const { joinDate, customerTypeCode } = report.result;
  if (!standing(report, 'confirm membership')) return [];
  return [{ kind: 'joined', partyId: input.partyId, joinDate: text(joinDate) ?? null, customerTypeCode: text(customerTypeCode) ?? null }];
}
