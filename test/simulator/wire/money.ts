import { Decimal } from 'decimal.js';
import { data, isObject } from './json.js';
import type { JsonObject } from './json.js';

/** Decimal of a stored amount; absent counts as zero. */
export const dec = (value: Decimal.Value | undefined): Decimal => new Decimal(value ?? 0);

/** An amount as it is stored and kept in the ledger: two places, e.g. `95.00`. */
export const fixed = (value: Decimal.Value): string => new Decimal(value).toFixed(2);

export function currencyData(code: string): JsonObject {
  return data('Core', 'CurrencyData', { CurrencyCode: code, DecimalPositions: 2 });
}

/** MonetaryAmountData; `Amount` is absent when it is zero (seen in the vendor's samples). */
export function money(value: Decimal.Value, currency: string): JsonObject {
  return data('Core', 'MonetaryAmountData', {
    Amount: new Decimal(value).toNumber(),
    Currency: currencyData(currency),
    IsAmountDefined: true,
  });
}

export type ReadMoney = { ok: true; amount: Decimal; currency?: string } | { ok: false; message: string };

/** Reads a MonetaryAmountData from a request: a number of at most two places; absent Amount means zero. */
export function readMoney(value: unknown): ReadMoney {
  if (!isObject(value)) return { ok: false, message: 'A MonetaryAmountData object is expected.' };
  if (value.IsAmountDefined !== true) return { ok: false, message: 'The amount is not defined.' };
  const raw = value.Amount ?? 0;
  if (typeof raw !== 'number' || !Number.isFinite(raw)) return { ok: false, message: 'Amount must be a number.' };
  const amount = new Decimal(raw);
  if (amount.decimalPlaces() > 2) return { ok: false, message: 'Amount has more than two decimal places.' };
  const currency = isObject(value.Currency) ? value.Currency.CurrencyCode : undefined;
  return { ok: true, amount, ...(typeof currency === 'string' ? { currency } : {}) };
}
