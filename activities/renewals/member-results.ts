/** The results file of a renewal run: one line a party. An append cuts off what stands behind its offset first. */
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { dirname, parse } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { MemberLine, PartyList } from '../../workflows/contracts/window.js';
import { partyChunks } from './parties.js';
import { writeAt } from './write-at.js';

export const COLUMNS = ['partyId', 'status', 'workflowId', 'invoiceId', 'billThrough', 'billedAmount', 'paidAmount', 'message'] as const;

const isJson = (file: string): boolean => /\.jsonl$/i.test(file);

export interface BegunMembers {
  file: string;
  /** Bytes of its head: the offset of the first append. */
  offset: number;
  /** What was there before and is kept: the first of them by the name that was asked for. */
  earlier: string[];
}

/**
 * Begins a new file. One that is there is never begun anew: it tells what an earlier run has renewed, whose window may
 * still be writing; the new one then gets a number. `again`: an earlier attempt may have begun it, and no more than that.
 */
export async function beginMembers(file: string, { again = false } = {}): Promise<BegunMembers> {
  const head = isJson(file) ? '' : stringify([[...COLUMNS]]);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const earlier: string[] = [];
  for (;;) {
    const own = earlier.length === 0 ? file : numbered(file, earlier.length + 1);
    if ((await isNew(own)) || (again && (await isBegun(own, head)))) return { file: own, offset: await writeAt(own, 0, head), earlier };
    earlier.push(own);
  }
}

function numbered(file: string, n: number): string {
  const { name, ext } = parse(file);
  return `${file.slice(0, file.length - name.length - ext.length)}${name}-${n}${ext}`;
}

/** Makes the file, unless it is there. */
async function isNew(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isBegun(file: string, head: string): Promise<boolean> {
  const { size } = await stat(file);
  return size <= Buffer.byteLength(head) && head.startsWith(await readFile(file, 'utf8'));
}

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
