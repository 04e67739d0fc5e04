/** Members: what stands against another dues invoice (facts Y3). No name or address is kept. */
import { text } from '../imis/wire/shape.js';
import type { Ym } from './api.js';
import { bodyWith } from './list.js';
import { requiredFlag } from './read.js';

export interface YmMember {
  /** Last day of the membership, `YYYY-MM-DD` where it can be told; empty: none. */
  expiry: string;
  openInvoice: boolean;
  severalInvoices: boolean;
  awaitingAutoBill: boolean;
}

/** GET Members/{id}. Undefined when there is no such member. */
export async function readMember(ym: Ym, memberId: string): Promise<YmMember | undefined> {
  const body = await ym.read(`Members/${memberId}`);
  if (body === undefined) return undefined;
  const raw = bodyWith('currentMembershipInvoiceIsOpen', body, 'Members');
  if (text(raw, 'id') !== memberId) return undefined;
  return {
    expiry: day(text(raw, 'expirationDate') ?? ''),
    openInvoice: requiredFlag(raw, 'currentMembershipInvoiceIsOpen'),
    severalInvoices: requiredFlag(raw, 'currentMembershipAllowsMultipleOpenInvoices'),
    awaitingAutoBill: requiredFlag(raw, 'currentMembershipInvoiceAwaitingAutoBill'),
  };
}

/** `expirationDate` is a text (YMDUES): a US date or an ISO one. Another form is kept as it is. */
function day(value: string): string {
  const us = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(value);
  if (us) return [us[3]!, us[1]!.padStart(2, '0'), us[2]!.padStart(2, '0')].join('-');
  const iso = /^(\d{4}-\d{2}-\d{2})/.exec(value)?.[1] ?? value;
  return iso === '0001-01-01' ? '' : iso;
}
