/** How long to stay away after 429 or 503, from the header `Retry-After` (RFC 9110, section 10.2.3). */

export const FLOOR_MS = 1_000;
export const DEFAULT_MS = 10_000;
export const CAP_MS = 300_000;
const JITTER = 0.2;

/**
 * Milliseconds to wait: seconds or a date, at least 1 s and at most 5 min, 10 s when the header is absent or cannot be
 * read, then up to 20 % more so that not all callers return at once.
 * @param header the header as received
 * @param now epoch milliseconds
 * @param random a number from 0 up to 1
 */
export function retryAfter(header: string | undefined, now = Date.now(), random = Math.random()): number {
  const wished = parse(header?.trim() ?? '', now) ?? DEFAULT_MS;
  const bounded = Math.min(Math.max(wished, FLOOR_MS), CAP_MS);
  return Math.round(bounded * (1 + JITTER * random));
}

function parse(header: string, now: number): number | undefined {
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000;
  const date = /^[A-Za-z]{3}/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : date - now;
}
