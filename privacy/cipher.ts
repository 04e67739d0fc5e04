/**
 * One payload, encrypted with AES-256-GCM. The form is that of Temporal's own samples in all its languages, so that a
 * service in another one can read it with the same key: nonce, ciphertext and tag of the whole payload as protobuf.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload } from '@temporalio/common';
import proto from '@temporalio/proto';
import { KEYS, type Key } from './keys.js';

export const ENCODING = 'binary/encrypted';
/** Member of a payload's metadata. */
export const KEY_ID = 'encryption-key-id';

const ALGORITHM = 'aes-256-gcm';
/** Random. A key is good for 2^32 payloads: some 50 million flows. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const { Payload: Proto } = proto.temporal.api.common.v1;

/** A payload that cannot be read: no key for it, or it was changed. Its words may be shown to everybody. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

export function encrypt(payload: Payload, { id, secret }: Key): Payload {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, secret, nonce, { authTagLength: TAG_BYTES });
  const data = Buffer.concat([nonce, cipher.update(Proto.encode(payload).finish()), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: bytes(ENCODING), [KEY_ID]: bytes(id) }, data };
}

/** What bears another encoding is none of ours: plain JSON of a service that has no key, for instance. */
export const isEncrypted = ({ metadata }: Payload): boolean => text(metadata?.['encoding']) === ENCODING;

/** Undefined of a payload that bears none. */
export const keyIdOf = ({ metadata }: Payload): string | undefined => text(metadata?.[KEY_ID]);

/** @throws {Unreadable} */
export function decrypt(payload: Payload, keys: Key[]): Payload {
  const id = keyIdOf(payload);
  if (id === undefined) throw new Unreadable('A payload is encrypted by somebody else: it bears no key id.');
  const key = keys.find((one) => one.id === id);
  if (!key) throw new Unreadable(`A payload is encrypted with the key "${id.slice(0, 80)}", which is not known here: add it to ${KEYS}, behind the first one.`);
  try {
    return Proto.decode(open(Buffer.from(payload.data ?? []), key.secret));
  } catch {
    // What node:crypto says of it tells a person nothing.
    throw new Unreadable(`A payload cannot be decrypted with the key "${id}": it was changed, or this is another key of the same id.`);
  }
}

function open(data: Buffer, secret: Buffer): Buffer {
  const decipher = createDecipheriv(ALGORITHM, secret, data.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const text = (value: Uint8Array | null | undefined): string | undefined => (value ? new TextDecoder().decode(value) : undefined);
