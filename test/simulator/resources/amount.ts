import type { Context } from '../context.js';
import { refuse } from '../wire/failures.js';
import { fixed, readMoney } from '../wire/money.js';

/** Amount of a request, checked for currency and sign; undefined when the member is absent. */
export function readAmount(context: Context, value: unknown, what: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  const read = readMoney(value);
  if (!read.ok) refuse(read.message, what);
  const currency = context.store.switches.currency;
  if (read.currency !== undefined && read.currency !== currency) refuse(`The currency must be ${currency}.`, what);
  if (read.amount.lt(0)) refuse('The amount must not be negative.', what);
  return fixed(read.amount);
}
