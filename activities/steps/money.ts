import { Decimal } from 'decimal.js';

/** Decimal arithmetic on amounts in currency units, given and answered as decimal strings. */
export const sum = (amounts: string[]): string => amounts.reduce((total, amount) => total.plus(amount), new Decimal(0)).toFixed(2);
export const minus = (a: string, b: string): string => new Decimal(a).minus(b).toFixed(2);
export const equal = (a: string, b: string): boolean => new Decimal(a).equals(b);
export const less = (a: string, b: string): boolean => new Decimal(a).lessThan(b);
export const isZero = (a: string): boolean => new Decimal(a).isZero();
export const positive = (a: string): boolean => new Decimal(a).greaterThan(0);
/** An amount of an input: a decimal string, or a number that is exactly such a decimal. */
export const asMoney = (amount: string | number): string => new Decimal(amount).toFixed(2);
