/** Bytes to text, text to lines. */
import { ImportProblem } from './problem.js';

/**
 * Decodes UTF-8 as it streams and drops a byte order mark. Throws ImportProblem `encoding` on any other encoding:
 * replacing what cannot be read would change ids unseen.
 */
export async function* decodeUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new ImportProblem('encoding', 'the file is not UTF-8 text', 'save it with the encoding UTF-8');
    }
  };
  for await (const chunk of chunks) yield decode(chunk);
  yield decode();
}

/** A longer record is a fault, such as a quote that never closes, and must not fill the memory. Characters. */
export const MAX_RECORD = 1_000_000;

/**
 * The lines of a text, without their line feeds. Not node:readline, which also breaks lines at U+2028, a character
 * that JSON strings may hold, and which reads lines of any length. Throws ImportProblem `too-long`.
 */
export async function* linesOf(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  let line = 1;
  for await (const chunk of text) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield part;
    line += parts.length;
    if (rest.length > MAX_RECORD) throw tooLong(line);
  }
  if (rest !== '') yield rest;
}

export const tooLong = (line: number): ImportProblem =>
  new ImportProblem('too-long', 'the row has more than a million characters', 'check quotes and line ends', { line });
