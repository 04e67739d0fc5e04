/** Between our values and Temporal: encrypts what leaves, with the first key, and decrypts what comes, with any of them. */
import type { PayloadCodec } from '@temporalio/common';
import { decrypt, encrypt, isEncrypted } from './cipher.js';
import type { Key } from './keys.js';

/** Without a key it encrypts nothing; what is encrypted is then an error that names the missing key. */
export function codecOf(keys: Key[]): PayloadCodec {
  const [first] = keys;
  return {
    // What is encrypted already stays as it is: a codec server may be given it a second time.
    encode: async (payloads) => (first ? payloads.map((payload) => (isEncrypted(payload) ? payload : encrypt(payload, first))) : payloads),
    decode: async (payloads) => payloads.map((payload) => (isEncrypted(payload) ? decrypt(payload, keys) : payload)),
  };
}
