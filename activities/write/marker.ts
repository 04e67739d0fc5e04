import { createHash } from 'node:crypto';

const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A mark of any step, found in a text. */
export const MARKER = new RegExp(`\\bDF[${ALPHABET}]{10}\\b`);

/**
 * Short mark of one step of one business act, equal over attempts, repairs and resets. Goes where the API keeps a free
 * text of ours (payment reference, note); tells two installations on one tenant apart.
 */
export function markerOf(installation: string, key: string, step: string): string {
  const hash = createHash('sha256').update([installation, key, step].join('\n')).digest();
  return `DF${[...hash.subarray(0, 10)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')}`;
}
