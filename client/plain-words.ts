/** Values of a report on one line each, for a person. Pure. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `itemId REG, amount 95.00`. */
export function words(value: unknown): string {
  if (value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)) return 'none';
  if (Array.isArray(value)) return value.map((one) => (isObject(one) ? JSON.stringify(one) : String(one))).join(', ');
  if (!isObject(value)) return String(value);
  const plain = (one: unknown): string => (typeof one === 'object' && one !== null ? JSON.stringify(one) : String(one));
  return Object.entries(value)
    .map(([name, one]) => `${name} ${plain(one)}`)
    .join(', ');
}
