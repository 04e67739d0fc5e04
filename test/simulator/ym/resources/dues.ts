import { Decimal } from 'decimal.js';
import type { Context } from '../../context.js';
import { Refusal } from '../../wire/failures.js';
import type { JsonObject } from '../../wire/json.js';
import { ymDecline, ymError, ymRefuse } from '../answer.js';
import { duesMembers, invoiceMembers, itemMembers, membershipMembers, personMembers, ruleMembers, rulesMembers } from '../contracts.js';
import type { YmInvoiceLine, YmMember, YmMembership, YmPromoCode } from '../model.js';
import { readDate, readDouble, readFlag, readInt, readMembers, readText } from '../read.js';
import type { YmService } from '../service.js';
import { makeDues, openInvoicesOf } from '../world/invoices.js';
import { discounted, validPromoCode } from '../world/promo-codes.js';

type Sent = Record<string, unknown>;

type Line = Omit<YmInvoiceLine, 'lineId'>;

/** Lines of `invoice.invoiceItems`. */
function itemsOf(items: unknown, strict: boolean): Line[] {
  if (items === undefined || items === null) return [];
  if (!Array.isArray(items)) ymRefuse('invoiceItems must be a list.', 'invoiceItems');
  return (items as unknown[]).map((one) => {
    const item = readMembers(one, 'invoiceItems', itemMembers, strict);
    return {
      type: readFlag(item.isModifier, 'isModifier') ? 'Modifier' : readFlag(item.isDuesRule, 'isDuesRule') ? 'Rule' : 'Dues',
      description: readText(item.description, 'description'),
      amount: readDouble(item.amount, 'amount').toFixed(2),
      quantity: readDouble(item.quantity ?? 1, 'quantity').toNumber(),
    };
  });
}

const sumOf = (lines: Line[]): Decimal =>
  lines.reduce((sum, { amount, quantity }) => sum.plus(new Decimal(amount).times(quantity)), new Decimal(0));

/** All lines: those sent, those of chosen rules, and one for the dues themselves when none was sent. */
function linesOf(sent: Line[], rules: Line[], membership: YmMembership, rest: Decimal): Line[] {
  if (sent.some((line) => line.type === 'Dues')) return sent;
  return [{ type: 'Dues', description: membership.name, amount: rest.toFixed(2), quantity: 1 }, ...rules, ...sent];
}

/** Who is billed: `invoice.person.id`, or the MemberID of Rules. */
function memberOf({ store }: Context, invoice: Sent, rules: Sent): YmMember {
  const strict = store.switches.strictMembers;
  const person = invoice.person === undefined ? {} : readMembers(invoice.person, 'person', personMembers, strict);
  const ids = new Set([readInt(person.id, 'person.id'), readInt(rules.MemberID, 'Rules.MemberID')].filter((id) => id > 0));
  if (ids.size !== 1) ymRefuse('invoice.person.id must name one member.', 'invoice.person.id');
  const [id] = ids;
  return store.ym.members.get(String(id)) ?? ymDecline(store.switches.ymRefusal, 'NotFound', 'The member was not found.', 'id');
}

/** The rules that are chosen (Selected). Every rule sent must be one of the membership. */
function chosenRules({ store }: Context, rules: Sent, membership: YmMembership): Line[] {
  const { strictMembers, ymRefusal } = store.switches;
  const list = rules.Rules ?? [];
  if (!Array.isArray(list)) ymRefuse('Rules.Rules must be a list.', 'Rules');
  return (list as unknown[]).flatMap((one): Line[] => {
    const rule = readMembers(one, 'Rules.Rules', ruleMembers, strictMembers);
    const id = readInt(rule.ID, 'ID');
    const known = membership.rules.find((row) => row.id === id);
    if (!known) ymDecline(ymRefusal, 'InvalidRule', `Dues rule ${id} is not one of this membership.`, 'Rules');
    const { name: description, amount } = known;
    return readFlag(rule.Selected, 'Selected') ? [{ type: 'Rule', description, amount, quantity: 1 }] : [];
  });
}

function promoCodeOf({ store }: Context, member: YmMember, membership: YmMembership, code: string): YmPromoCode | undefined {
  if (code === '' || store.switches.ymPromoCode === 'client') return undefined;
  const found = validPromoCode(store, membership.id, member.id, code);
  return found ?? ymDecline(store.switches.ymRefusal, 'InvalidPromoCode', 'The promo code is not valid.', 'DuesPromoCode');
}

/** An invoice is open and the membership allows one only: what happens then is unknown. */
function refuseSecond({ store }: Context, member: YmMember, membership: YmMembership): void {
  const { ymOpenInvoice } = store.switches;
  if (ymOpenInvoice === 'second' || membership.allowMultipleOpenInvoices) return;
  if (!openInvoicesOf(store.ym, member.id).some((one) => one.membershipId === membership.id)) return;
  const status = ymOpenInvoice === 'refused-400' ? 400 : 200;
  throw new Refusal(ymError(status, 'OpenInvoice', 'The member has an open invoice for this membership.'));
}

function create(context: Context): JsonObject {
  const { store, actor } = context;
  const strict = store.switches.strictMembers;
  const sent = readMembers(context.body, 'Request', duesMembers, strict);
  const wanted = readMembers(sent.Membership, 'Membership', membershipMembers, strict);
  const invoice = sent.invoice === undefined ? {} : readMembers(sent.invoice, 'invoice', invoiceMembers, strict);
  const rules = sent.Rules === undefined ? {} : readMembers(sent.Rules, 'Rules', rulesMembers, strict);
  readInt(sent.transactionId, 'transactionId');
  readFlag(sent.IsTaxExempt, 'IsTaxExempt');
  const amount = readDouble(sent.Amount, 'Amount');
  if (amount.lt(0) || amount.decimalPlaces() > 2) ymRefuse('Amount must be a positive amount of money.', 'Amount');
  const membership =
    store.ym.memberships.get(String(readInt(wanted.Id, 'Membership.Id'))) ??
    ymDecline(store.switches.ymRefusal, 'NotFound', 'The membership was not found.', 'Membership.Id');
  const member = memberOf(context, invoice, rules);
  const chosen = chosenRules(context, rules, membership);
  const items = itemsOf(invoice.invoiceItems, strict);
  refuseSecond(context, member, membership);
  const code = readText(sent.DuesPromoCode, 'DuesPromoCode');
  const promoCode = promoCodeOf(context, member, membership, code);
  const extras = sumOf([...chosen, ...items.filter((line) => line.type !== 'Dues')]);
  const asked = store.switches.ymExtras === 'added' ? amount.plus(extras) : amount;
  const date = readDate(invoice.date, 'invoice.date');
  const made = makeDues(store, actor, {
    memberId: member.id,
    membershipId: membership.id,
    total: promoCode ? discounted(asked, promoCode) : asked,
    lines: linesOf(items, chosen, membership, asked.minus(extras)),
    promoCode: code,
    comment: readText(invoice.comment, 'invoice.comment'),
    description: readText(sent.Description, 'Description'),
    ...(date === undefined ? {} : { date }),
  });
  return { ...(sent as JsonObject), invoiceGuid: made.guid };
}

/** POST Dues (YMDUES): an invoice. The answer is its guid and the request, and not its number. */
export const dues: YmService = { name: 'Dues', adminsMembers: true, post: create };
