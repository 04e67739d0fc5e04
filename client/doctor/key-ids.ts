/** Ids of the keys of all encrypted payloads that stand anywhere in what the server has answered. */
import { isEncrypted, keyIdOf } from '../../privacy/cipher.js';

export function keyIdsIn(value: unknown): string[] {
  const found = new Set<string>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if (isPayload(value)) {
    const id = isEncrypted(value) ? keyIdOf(value) : undefined;
    if (id !== undefined) found.add(id);
    return;
  }
  for (const member of Object.values(value)) collect(member, found);
}

type Payload = Parameters<typeof isEncrypted>[0];

const isPayload = (value: object): value is Payload => {
  const { metadata } = value as { metadata?: unknown };
  return typeof metadata === 'object' && metadata !== null && ArrayBuffer.isView((metadata as Record<string, unknown>)['encoding']);
};
