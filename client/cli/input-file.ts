/** Reads the JSON object of `--input`. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { EXIT, messageOf, Problem } from '../problem.js';

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
  const value = parse(content, name);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Problem(
    `${name} does not hold one JSON object.`,
    'Example: { "partyId": "12345", "add": "EAST" }',
    EXIT.usage,
  );
}

function parse(content: string, name: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    const at = Number(/position (\d+)/.exec(messageOf(error))?.[1] ?? content.length);
    const line = content.slice(0, at).split('\n').length;
    throw new Problem(
      `${name} is not JSON: line ${line} cannot be read.`,
      'Check quotes, commas and brackets there.',
      EXIT.usage,
    );
  }
}
