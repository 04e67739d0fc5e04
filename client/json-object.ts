/** One JSON object that a person has typed. Says where it is wrong, never what it holds. */
import { messageOf } from './problem.js';

export type JsonObject = Record<string, unknown>;

/** `fault` ends a sentence that begins with the name of what was read. */
export function jsonObject(text: string): { value: JsonObject } | { fault: string; cure: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const at = Number(/position (\d+)/.exec(messageOf(error))?.[1] ?? text.length);
    const line = text.slice(0, at).split('\n').length;
    return { fault: `is not JSON: line ${line} cannot be read.`, cure: 'Check quotes, commas and brackets there.' };
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value: value as JsonObject };
  return { fault: 'does not hold one JSON object.', cure: 'Example: { "partyId": "12345", "add": "EAST" }' };
}
