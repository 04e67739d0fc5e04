/** Our own files of JSON lines, read as a stream. */
import { createReadStream } from 'node:fs';
import { linesOf } from './text.js';

export async function* readLines(path: string): AsyncGenerator<string> {
  yield* linesOf(createReadStream(path, { encoding: 'utf8' }));
}

export async function* readJsonLines<T>(path: string): AsyncGenerator<T> {
  for await (const line of readLines(path)) yield JSON.parse(line) as T;
}
