/** Values of options. Each says what it takes when it refuses. */
import { InvalidArgumentError } from 'commander';

export function seconds(value: string): number {
  const number = Number(value);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('give a number of seconds.');
}

export function count(value: string): number {
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
  throw new InvalidArgumentError('give a whole number above 0.');
}

/** `METHOD:TYPE`, such as `CASH:Cash`. */
export function method(value: string): { methodId: string; type: string } {
  const [, methodId, type] = /^(\S[^:]*):(\w+)$/.exec(value) ?? [];
  if (methodId !== undefined && type !== undefined) return { methodId, type };
  throw new InvalidArgumentError('give the PaymentMethodId and its type, such as CASH:Cash.');
}

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `12h` or `7d`, in milliseconds. */
export function duration(value: string): number {
  const [, number, unit] = /^(\d{1,5})([mhd])$/.exec(value) ?? [];
  if (number !== undefined) return Number(number) * UNITS[unit as keyof typeof UNITS];
  throw new InvalidArgumentError('give minutes, hours or days, such as 30m, 12h or 7d.');
}

/** `1,15`. */
export function numbers(value: string): number[] {
  if (/^\d{1,2}(,\d{1,2})*$/.test(value)) return value.split(',').map(Number);
  throw new InvalidArgumentError('give whole numbers, such as 1,15.');
}
