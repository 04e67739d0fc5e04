/** POST Dues: makes a dues invoice, and answers with its guid, not with its number (YMDUES; facts Y3). */
import type { Answer } from '../http/answer.js';
import { jsonNumber } from '../imis/wire/money.js';
import { parsed } from '../imis/wire/parsed.js';
import { text } from '../imis/wire/shape.js';
import type { Send, Ym } from './api.js';
import type { YmExtra, YmMembership } from './membership.js';

export interface Dues {
  memberId: string;
  membership: YmMembership;
  /** Decimal string. Always sent: an omitted Amount is 0 (domain-rules section 4). */
  amount: string;
  rules: YmExtra[];
  modifiers: YmExtra[];
  promoCode?: string;
  taxExempt?: boolean;
  /** `YYYY-MM-DD`. */
  invoiceDate?: string;
  description?: string;
  comment: string;
}

/** The member is named twice: the page says neither which of both counts nor that one may be left out. */
export async function postDues(ym: Ym, dues: Dues, send: Send): Promise<Answer<{ invoiceGuid?: string }>> {
  const { memberId, membership, amount, rules, modifiers, promoCode, taxExempt = false, invoiceDate, description, comment } = dues;
  const [member, id] = [Number(memberId), Number(membership.id)];
  const body = {
    IsTaxExempt: taxExempt,
    ...(description !== undefined && { Description: description }),
    Amount: jsonNumber(amount),
    Membership: {
      Id: id,
      Code: membership.code,
      Name: membership.name,
      DuesAmount: jsonNumber(membership.dues),
      ProRatedDues: membership.prorated,
      ProRateFactor: membership.factor,
      AllowMultipleOpenInvoices: membership.severalInvoices,
    },
    Rules: { Rules: rules.map(writeRule), MemberID: member, MembershipID: id },
    invoice: {
      ...(invoiceDate !== undefined && { date: invoiceDate }),
      comment,
      person: { id: member },
      ...(modifiers.length > 0 && { invoiceItems: modifiers.map(writeModifier) }),
    },
    ...(promoCode !== undefined && { DuesPromoCode: promoCode }),
  };
  return parsed(await ym.write('Dues', body, send), (raw) => {
    const invoiceGuid = text(raw, 'invoiceGuid');
    return invoiceGuid === undefined ? {} : { invoiceGuid };
  });
}

const writeRule = ({ id, name, description, amount }: YmExtra) => ({
  ID: Number(id),
  Name: name,
  Description: description,
  Amount: jsonNumber(amount),
  Selected: true,
});

const writeModifier = ({ id, name, amount }: YmExtra) => ({
  id: Number(id),
  description: name,
  quantity: 1,
  amount: jsonNumber(amount),
  isModifier: true,
});
