/** Subscription: one row per party and item, used again for later terms (vendor page "Adding, modifying and paying"). */
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import { parseSubscription, type Subscription } from './subscription-data.js';
import { compositeAddress } from './wire/address.js';
import { built } from './wire/built.js';
import { writeDate } from './wire/date.js';
import { currencyDecimals, writeMoney } from './wire/money.js';
import { single } from './wire/paged.js';
import { parsed } from './wire/parsed.js';
import { malformed, type Raw, sameId } from './wire/shape.js';
import { commerce } from './wire/type.js';

export { changedSubscription, putSubscription, type SubscriptionChange } from './subscription-change.js';
export { parseSubscription, type Subscription } from './subscription-data.js';

/** The row with the object it was read from: what a PUT sends back changed. */
export interface SubscriptionRow {
  raw: Raw;
  subscription: Subscription;
}

export interface NewSubscription {
  partyId: string;
  itemId: string;
  beginDate: string;
  billToPartyId?: string;
  /** true: the API prices and bills. false: unbilled, or billed with `amount`. */
  bill: boolean;
  /** Only without `bill`: ignored by the API otherwise (facts 5.1). Needs `currency`. */
  amount?: string;
  currency?: string;
  billDate?: string;
  sourceCode?: string;
  isMemberComponent?: boolean;
  isComplimentary?: boolean;
}

/** GET /api/Subscription/~{PartyId}|{ItemId}. undefined when there is no such row. Throws ReadFailed. */
export async function readSubscriptionRaw(
  imis: Imis,
  partyId: string,
  itemId: string,
): Promise<SubscriptionRow | undefined> {
  const { path, query } = compositeAddress('Subscription', [partyId, itemId]);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'Subscription');
  if (raw === undefined) return undefined;
  const subscription = parseSubscription(raw);
  const asked = sameId(subscription.partyId, partyId) && sameId(subscription.itemId, itemId);
  return asked ? { raw, subscription } : malformed('another Subscription came than was asked for');
}

export async function readSubscription(imis: Imis, partyId: string, itemId: string): Promise<Subscription | undefined> {
  return (await readSubscriptionRaw(imis, partyId, itemId))?.subscription;
}

/**
 * POST /api/Subscription. BillSubscription is always sent, since its absence means true (facts 5.1). Answers
 * `rejected`, with nothing sent, when the input contradicts itself.
 */
export async function postSubscription(
  imis: Imis,
  input: NewSubscription,
  send: Send = {},
): Promise<Answer<Subscription>> {
  const made = built(() => newSubscription(input));
  if ('refusal' in made) return made.refusal;
  return parsed(await imis.write('POST', 'Subscription', { ...send, body: made.body }), parseSubscription);
}

/** Body of the POST. Throws RangeError when an amount comes without its currency, or together with `bill`. */
export function newSubscription(input: NewSubscription): Raw {
  if (input.bill && input.amount !== undefined) throw new RangeError('the API ignores an amount when it bills');
  return {
    $type: commerce('SubscriptionData'),
    PartyId: input.partyId,
    ItemId: input.itemId,
    BeginDate: writeDate(input.beginDate),
    BillToPartyId: input.billToPartyId ?? input.partyId,
    ...(input.sourceCode !== undefined && { SourceCode: input.sourceCode }),
    ...(input.isMemberComponent !== undefined && { IsMemberComponent: input.isMemberComponent }),
    ...(input.isComplimentary !== undefined && { IsComplimentary: input.isComplimentary }),
    ...(input.amount !== undefined && { BilledAmount: amountOf(input.amount, input.currency) }),
    ...(input.billDate !== undefined && { BillDate: writeDate(input.billDate) }),
    BillSubscription: input.bill,
  };
}

function amountOf(amount: string, currency: string | undefined) {
  if (currency === undefined) throw new RangeError('an amount needs its currency');
  return writeMoney(amount, currency, currencyDecimals(currency));
}
