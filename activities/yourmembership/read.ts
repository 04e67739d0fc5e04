/** Members that a decision hangs on: absent is not "no", since YM leaves out nothing but null. */
import { formatAmount, readMoney } from '../imis/wire/money.js';
import { flag, malformed, type Raw } from '../imis/wire/shape.js';

export const requiredFlag = (raw: Raw, name: string): boolean => (raw[name] === undefined ? malformed(`${name} is missing`) : flag(raw, name));

/** Decimal string. */
export const requiredAmount = (raw: Raw, name: string): string => readMoney(raw, name)?.amount ?? malformed(`${name} is missing`);

/** Decimal string; absent is zero. */
export const amount = (raw: Raw, name: string): string => readMoney(raw, name)?.amount ?? formatAmount(0, 2);
