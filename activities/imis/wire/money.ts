/**
 * Money on the wire and in our hands. Ours is a decimal string (`"95.00"`); theirs a JSON number inside
 * MonetaryAmountData. A JSON number of up to 15 digits survives JavaScript's parser unchanged; longer ones are refused.
 * Nothing is ever added or subtracted as a binary number.
 */
import { Decimal } from 'decimal.js';
import { core } from './type.js';
import { child, isRecord, malformed, type Raw, text, unwrap } from './shape.js';

const EXACT_DIGITS = 15;

export interface Money {
  /** Decimal string with at least the currency's places. */
  amount: string;
  /** ISO code, or undefined when the object names none. */
  currency?: string;
  /** Decimal places of the currency. */
  decimals: number;
}

/** `CurrencyData` as the vendor's pages write it. */
export const writeCurrency = (currency: string, decimals: number) => ({
  $type: core('CurrencyData'),
  CurrencyCode: currency,
  DecimalPositions: decimals,
});

/** `MonetaryAmountData`. Throws RangeError when the amount cannot be written as a JSON number without loss. */
export const writeMoney = (amount: string, currency: string, decimals: number) => ({
  $type: core('MonetaryAmountData'),
  Amount: jsonNumber(amount),
  Currency: writeCurrency(currency, decimals),
  IsAmountDefined: true,
});

/** A decimal string as a JSON number. Throws RangeError when that would change it. */
export function jsonNumber(amount: string): number {
  const decimal = new Decimal(amount);
  if (!decimal.isFinite() || decimal.precision() > EXACT_DIGITS) throw new RangeError('amount has too many digits');
  return decimal.toNumber();
}

/** A decimal string with at least `decimals` places: 65 -> "65.00", 0.125 -> "0.125". */
export function formatAmount(amount: Decimal.Value, decimals: number): string {
  const decimal = new Decimal(amount);
  return decimal.toFixed(Math.max(decimals, decimal.decimalPlaces()));
}

/** Decimal places of a currency by ISO 4217; 2 when the code is not known. */
export function currencyDecimals(currency: string | undefined): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: currency ?? 'USD' });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

function readDecimal(value: unknown, what: string): Decimal {
  if (typeof value !== 'number' || !Number.isFinite(value)) return malformed(`${what} is no number`);
  const decimal = new Decimal(value);
  return decimal.precision() > EXACT_DIGITS ? malformed(`${what} has too many digits`) : decimal;
}

/**
 * Reads an amount: MonetaryAmountData (also in its `System.Nullable` form), a plain decimal, or one wrapped as
 * `System.Decimal`. Absent is undefined; MonetaryAmountData without `Amount` is 0 (vendor samples).
 */
export function readMoney(raw: Raw, name: string): Money | undefined {
  const value = unwrap(raw[name]);
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) return { amount: formatAmount(readDecimal(value, name), 2), decimals: 2 };
  if (!('Amount' in value || 'Currency' in value || 'IsAmountDefined' in value)) malformed(`${name} is no amount`);
  const unit = child(value, 'Currency');
  const currency = unit && text(unit, 'CurrencyCode');
  const places = unit?.DecimalPositions;
  const decimals = typeof places === 'number' && Number.isInteger(places) ? places : currencyDecimals(currency);
  const amount = readDecimal(value.Amount ?? 0, `${name}.Amount`);
  return { amount: formatAmount(amount, decimals), currency, decimals };
}

/** The first currency that one of the named members carries. */
export function currencyOf(raw: Raw, names: readonly string[]): { currency: string; decimals: number } | undefined {
  for (const name of names) {
    const money = readMoney(raw, name);
    if (money?.currency) return { currency: money.currency, decimals: money.decimals };
  }
  return undefined;
}
