/** Words that must be read by nobody but us, and where they are found all the same. */

/** What a person is told by: in inputs, in what the API answers, in an operator's decision. */
export const PERSONAL = { name: 'Namington', mail: 'planted.example', address: 'Plantage', operator: 'Operatrix' };
/** What must be in no payload either. */
export const SECRET = { user: 'planted-api-user', password: 'planted-api-password', ymKey: 'planted-ym-key', ymPassword: 'planted-ym-password' };

/** All text of an answer of the server, bytes of payloads among it, with the path at which each stands. */
export function* textsIn(value: unknown, path = ''): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (value instanceof Uint8Array || ArrayBuffer.isView(value)) yield { path, text: Buffer.from(value as Uint8Array).toString('utf8') };
  else if (typeof value === 'object' && value !== null)
    for (const [name, member] of Object.entries(value)) {
      yield { path, text: name };
      yield* textsIn(member, `${path}.${name}`);
    }
}

/** The words that stand in it somewhere, in whatever case. */
export function wordsIn(value: unknown, words: string[]): string[] {
  const found = new Set<string>();
  for (const { text } of textsIn(value)) for (const word of words) if (text.toLowerCase().includes(word.toLowerCase())) found.add(word);
  return [...found].sort();
}

/** Encodings of all payloads, and the paths at which each stands. */
export function encodingsIn(value: unknown, path = '', found = new Map<string, string[]>()): Map<string, string[]> {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return found;
  const encoding = (value as { metadata?: { encoding?: unknown } }).metadata?.encoding;
  if (ArrayBuffer.isView(encoding)) {
    const name = Buffer.from(encoding as Uint8Array).toString();
    found.set(name, [...(found.get(name) ?? []), path]);
    return found;
  }
  for (const [name, member] of Object.entries(value)) encodingsIn(member, `${path}.${name}`, found);
  return found;
}
