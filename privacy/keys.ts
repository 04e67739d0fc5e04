/**
 * The keys of encrypted payloads, from the environment. The first one encrypts, all of them decrypt. A fault names the
 * variable and the cure; of a key nothing is ever shown but its id.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface Key {
  /** Stands in the metadata of every payload that it has encrypted, for all to read. */
  id: string;
  secret: Buffer;
}

export const KEYS = 'DUESFLOW_ENCRYPTION_KEYS';
export const KEYS_FILE = 'DUESFLOW_ENCRYPTION_KEYS_FILE';

/** Keys that cannot be used: nothing may be encrypted or read with part of them. */
export class KeyFault extends Error {
  override readonly name = 'KeyFault';
  /** What is wrong, alone. */
  readonly fault: string;
  readonly cure: string;

  constructor(fault: string, cure: string) {
    super(`${fault}. ${cure}`);
    this.fault = fault;
    this.cure = cure;
  }
}

const KEY_BYTES = 32;
const ID = /^[\w.-]{1,40}$/;
/** 32 bytes, as `openssl rand -base64 32` writes them. */
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;
const MAKE = '`duesflow codec-server --new-key` makes one';

/** No key: payloads stay plain. @throws {KeyFault} */
export function keysFrom(env: NodeJS.ProcessEnv): Key[] {
  const [given, file] = [env[KEYS], env[KEYS_FILE]];
  if (given && file) throw new KeyFault(`${KEYS} and ${KEYS_FILE} are both set`, 'Remove one of them');
  if (file) return parseKeys(textOf(file), KEYS_FILE);
  return given ? parseKeys(given, KEYS) : [];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new KeyFault(`${KEYS_FILE}: ${file} cannot be read (${code})`, 'Name a file that this process can read');
  }
}

/** `id:key`, with commas or line ends between them; in a file lines that begin with # say what they like. */
export function parseKeys(text: string, variable: string): Key[] {
  const lines = text.split(/\r?\n/).filter((line) => !line.trim().startsWith('#'));
  const entries = lines.flatMap((line) => line.split(',')).map((entry) => entry.trim()).filter(Boolean);
  if (entries.length === 0) throw new KeyFault(`${variable} holds no key`, `Remove it, or give it a key: ${MAKE}`);
  const keys = entries.map((entry, index) => parseKey(entry, `${variable}: key ${index + 1}`));
  for (const [index, { id, secret }] of keys.entries()) {
    const before = keys.slice(0, index);
    if (before.some((one) => one.id === id)) throw new KeyFault(`${variable}: the key id "${id}" is there twice`, 'Give each key an id of its own, and never use an id again');
    const same = before.find((one) => one.secret.equals(secret));
    if (same) throw new KeyFault(`${variable}: "${same.id}" and "${id}" are the same key`, `Remove one, or make another: ${MAKE}`);
  }
  return keys;
}

/** `which`: the place of the key, since what stands there may be the key itself without its id. */
function parseKey(entry: string, which: string): Key {
  const colon = entry.indexOf(':');
  const [id, text] = [entry.slice(0, colon), entry.slice(colon + 1)];
  if (colon < 1 || !ID.test(id)) throw new KeyFault(`${which} has no id`, 'Write it as ID:KEY; the id is of at most 40 letters, digits, ".", "_" or "-"');
  if (!BASE64.test(text)) throw new KeyFault(`${which}, "${id}", is not ${KEY_BYTES} bytes in base64`, `Take the output of \`openssl rand -base64 ${KEY_BYTES}\`; ${MAKE}, with an id`);
  return { id, secret: Buffer.from(text, 'base64') };
}

/** A new key, as the variable takes it. The day in its id tells how old it is. */
export const newKey = (now = new Date()): string => `k${now.toISOString().slice(0, 10)}:${randomBytes(KEY_BYTES).toString('base64')}`;
