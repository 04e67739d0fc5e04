/** The results file of a renewal run: one line a party. An append cuts off what stands behind its offset first. */
import { stringify } from 'csv-stringify/sync';
import type { MemberLine, PartyList } from '../../workflows/contracts/window.js';
import { partyChunks } from './parties.js';
import { writeAt } from './write-at.js';

export const COLUMNS = ['partyId', 'status', 'workflowId', 'invoiceId', 'billThrough', 'billedAmount', 'paidAmount', 'message'] as const;

const isJson = (file: string): boolean => /\.jsonl$/i.test(file);

/** Writes the head of a new file. @returns its size in bytes. */
export const beginMembers = (file: string): Promise<number> => writeAt(file, 0, isJson(file) ? '' : stringify([[...COLUMNS]]));

/** @returns the size of the file in bytes afterwards: the offset of the next append. */
export function appendMembers(file: string, offset: number, lines: MemberLine[]): Promise<number> {
  const text = isJson(file)
    ? lines.map((line) => `${JSON.stringify(line)}\n`).join('')
    : stringify(lines.map((line) => COLUMNS.map((name) => line[name] ?? '')));
  return writeAt(file, offset, text);
}

export interface Unbegun {
  file: string;
  offset: number;
  list: PartyList;
  /** Place in the list, from 1. */
  from: number;
  /** What is said of each. */
  status: string;
  message: string;
}

/** A line for each party that was not begun. @returns the next offset. */
export async function appendUnbegun(dataDir: string, { file, offset, list, from, status, message }: Unbegun): Promise<number> {
  let end = offset;
  for await (const ids of partyChunks(dataDir, list, from - 1, CHUNK))
    end = await appendMembers(file, end, ids.map((partyId) => ({ partyId, status, workflowId: '', message })));
  return end;
}

const CHUNK = 5000;
