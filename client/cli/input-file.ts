/** Reads the JSON object of `--input`. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { jsonObject } from '../json-object.js';
import { EXIT, messageOf, Problem } from '../problem.js';

const FILES = ['file', 'partyFile', 'resultsFile'];

export const isAddress = (file: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(file);

/** A worker has another working directory than the person who types a relative path. */
export const absolute = (file: string): string => (isAddress(file) ? file : resolve(file));

/** The input of a flow, its files made absolute. */
export async function readFlowInput(file: string): Promise<Record<string, unknown>> {
  const members = Object.entries(await readInput(file));
  return Object.fromEntries(
    members.map(([name, value]) => [
      name,
      FILES.includes(name) && typeof value === 'string' && value.trim() ? absolute(value) : value,
    ]),
  );
}

/** From a file, or from standard input for `-`. Says where the JSON is wrong, never what it holds. */
export async function readInput(file: string): Promise<Record<string, unknown>> {
  const name = file === '-' ? 'standard input' : file;
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    throw new Problem(
      `${name} cannot be read: ${messageOf(error)}`,
      'Name a file with one JSON object, or -.',
      EXIT.usage,
    );
  }
  const read = jsonObject(content);
  if ('value' in read) return read.value;
  throw new Problem(`${name} ${read.fault}`, read.cure, EXIT.usage);
}
