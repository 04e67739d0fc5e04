/** The editable fields of a Subscription as values, and as the change that is sent. */
import { CASH_ONLY, EDITABLE, editableField, statusNamed, type EditableField } from '../../../workflows/contracts/subscription-fields.js';
import type { Properties, PropertyValue } from '../../../workflows/contracts/property-names.js';
import type { Subscription, SubscriptionChange } from '../../imis/subscription.js';
import { asMoney, isZero } from '../money.js';
import type { Values } from '../fields/record.js';

/** `set` of the input, by field. */
export const wishOf = (set: Properties): Values =>
  Object.fromEntries(Object.entries(set).map(([name, value]) => [editableField(name)!, wished(editableField(name)!, value)]));

function wished(field: EditableField, value: PropertyValue): PropertyValue {
  if (value === null || value === '') return null;
  if (EDITABLE[field] === 'status') return statusNamed(value)!;
  return EDITABLE[field] === 'money' ? asMoney(String(value)) : String(value);
}

/** What the row shows in these fields. */
export const valuesOf = (row: Subscription, fields: string[]): Values => Object.fromEntries(fields.map((field) => [field, present(row, field as EditableField)]));

function present(row: Subscription, field: EditableField): string | null {
  switch (field) {
    case 'status':
      return row.active ? 'Active' : 'Inactive';
    case 'billedAmount':
      return asMoney(row.billedAmount);
    case 'billToPartyId':
      return row.billToPartyId ?? row.partyId;
    // A row may come without the BeginDate that was sent (vendor sample): then its term tells.
    case 'beginDate':
      return row.beginDate ?? row.billBegin ?? null;
    default:
      return row[field] ?? null;
  }
}

/** The change that gives a row these values. */
export function changeOf(values: Values): SubscriptionChange {
  const { status, adjustmentReason, ...rest } = values;
  return {
    ...(rest as SubscriptionChange),
    ...(status !== undefined && { active: status === 'Active' }),
    ...(adjustmentReason !== undefined && { adjustmentReason: String(adjustmentReason ?? '') }),
  };
}

/** Fields that this row does not let be changed: it is billed, and not on a cash basis (SUBSCRIPTION). */
export function closedFields(row: Subscription, fields: string[]): string[] {
  const billed = row.invoiceId !== undefined || !isZero(row.billedAmount);
  return billed && row.accounting === 'accrual' ? fields.filter((field) => (CASH_ONLY as readonly string[]).includes(field)) : [];
}
