/** A short name for a set of values: part of a business key, without showing what may be personal data. Pure. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

const LENGTH = 16;

/** Sixteen hex digits of SHA-256 over the JSON of the value, members sorted by name, absent ones left out. */
export const digest = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonical(value)))).slice(0, LENGTH);

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}
