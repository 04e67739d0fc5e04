/** Changing a Subscription: the whole object goes back with some members changed (facts 2.4, vendor page). */
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import { parseSubscription, type Subscription } from './subscription-data.js';
import { compositeAddress } from './wire/address.js';
import { built } from './wire/built.js';
import { writeDate } from './wire/date.js';
import { currencyOf, writeMoney } from './wire/money.js';
import { parsed } from './wire/parsed.js';
import { type Raw, requiredText } from './wire/shape.js';

/**
 * Members that the vendor's page allows to change; null empties one. Dates and amount only while the row is not billed
 * or on a cash basis.
 */
export interface SubscriptionChange {
  active?: boolean;
  cancelledAsOf?: string | null;
  billToPartyId?: string;
  sourceCode?: string | null;
  adjustmentReason?: string;
  beginDate?: string | null;
  billBegin?: string | null;
  billThrough?: string | null;
  paidThru?: string | null;
  billDate?: string | null;
  billedAmount?: string;
}

const DATES = {
  cancelledAsOf: 'CancelledAsOf',
  beginDate: 'BeginDate',
  billBegin: 'BillBegin',
  billThrough: 'BillThrough',
  paidThru: 'PaidThru',
  billDate: 'BillDate',
} as const;

/**
 * PUT /api/Subscription/~{PartyId}|{ItemId}.
 * @param raw the row as `readSubscriptionRaw` gave it just before
 */
export async function putSubscription(
  imis: Imis,
  raw: Raw,
  change: SubscriptionChange,
  send: Send = {},
): Promise<Answer<Subscription>> {
  const { path, query } = compositeAddress('Subscription', [requiredText(raw, 'PartyId'), requiredText(raw, 'ItemId')]);
  const made = built(() => changedSubscription(raw, change));
  if ('refusal' in made) return made.refusal;
  return parsed(await imis.write('PUT', path, { ...send, query, body: made.body }), parseSubscription);
}

/** The object to be sent. Throws RangeError when an amount is set on a row that names no currency. */
export function changedSubscription(raw: Raw, change: SubscriptionChange): Raw {
  const body: Record<string, unknown> = { ...raw };
  for (const [name, member] of Object.entries(DATES) as [keyof typeof DATES, string][]) {
    const date = change[name];
    if (date !== undefined) body[member] = date === null ? null : writeDate(date);
  }
  if (change.active !== undefined) body.Status = change.active ? 0 : 1;
  if (change.billToPartyId !== undefined) body.BillToPartyId = change.billToPartyId;
  if (change.sourceCode !== undefined) body.SourceCode = change.sourceCode ?? '';
  if (change.adjustmentReason !== undefined) body.AdjustmentReason = change.adjustmentReason;
  if (change.billedAmount !== undefined) {
    const unit = currencyOf(raw, ['BilledAmount', 'Balance', 'PaymentAmount']);
    if (!unit) throw new RangeError('the subscription names no currency');
    body.BilledAmount = writeMoney(change.billedAmount, unit.currency, unit.decimals);
  }
  // Absent means true (facts 5.1), and a change must never bill.
  body.BillSubscription = false;
  return body;
}
