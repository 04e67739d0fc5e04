/** Lists of parties: read from a file or an input, kept in the data folder by the hash of their ids. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { PartyList } from '../../workflows/contracts/window.js';

/** A party id is opaque, but it holds no separators and is no heading. */
const HEADINGS = ['partyid', 'id'];

/** A file of parties that cannot be used. The message names the line and the cure, never what stands there. */
export class PartyFileProblem extends Error {
  override readonly name = 'PartyFileProblem';
}

/** One id a line, or the column PartyId of a CSV without other quoted fields. Throws PartyFileProblem. */
export async function readPartyFile(file: string): Promise<string[]> {
  const ids: string[] = [];
  let column = 0;
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
      line += 1;
      const cells = text.replace(/^\uFEFF/, '').split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
      const headings = cells.map((cell) => cell.toLowerCase().replace(/[ _-]/g, ''));
      if (line === 1 && headings.some((heading) => HEADINGS.includes(heading))) {
        column = headings.findIndex((heading) => HEADINGS.includes(heading));
        continue;
      }
      if (cells.length === 1 && cells[0] === '') continue;
      if (cells.length > 1 && line === 1) throw new PartyFileProblem(`${file}, line 1: name the column of the party ids PartyId`);
      const id = cells[column] ?? '';
      if (id === '' || id.length > 100) throw new PartyFileProblem(`${file}, line ${line}: there is no party id in column ${column + 1}`);
      ids.push(id);
    }
  } catch (error) {
    if (error instanceof PartyFileProblem) throw error;
    throw new PartyFileProblem(`${basename(file)} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'}): it must be there for the worker`);
  }
  if (ids.length === 0) throw new PartyFileProblem(`${file} holds no party ids`);
  return ids;
}

/** Each once, in the order of their first place. */
export const distinct = (ids: string[]): string[] => [...new Map(ids.map((id) => [id.trim().toUpperCase(), id.trim()])).values()];

/** The same parties in any order are the same list. */
export function hashOfParties(ids: string[]): string {
  const sorted = distinct(ids).map((id) => id.toUpperCase()).sort();
  return createHash('sha256').update(sorted.join('\n')).digest('hex').slice(0, 20);
}

const pathOf = (dataDir: string, { tenant, partiesHash }: PartyList): string => join(dataDir, 'parties', tenant, `${partiesHash}.txt`);

/** Keeps the list. The same list again changes nothing. */
export async function keepParties(dataDir: string, tenant: string, ids: string[]): Promise<{ list: PartyList; total: number }> {
  const once = distinct(ids);
  const list = { tenant, partiesHash: hashOfParties(once) };
  const path = pathOf(dataDir, list);
  if (!(await stat(path).catch(() => undefined))) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${randomUUID()}`;
    await writeFile(draft, `${once.join('\n')}\n`, { mode: 0o600 });
    await rename(draft, path);
  }
  return { list, total: once.length };
}

/** `count` ids from the `from`-th (from 1) on. Throws PartyFileProblem when this worker has no such list. */
export async function readParties(dataDir: string, list: PartyList, from: number, count: number): Promise<string[]> {
  for await (const ids of partyChunks(dataDir, list, from - 1, count)) return ids;
  return [];
}

/** The ids of a list, so many at a time, without the first `skip`. Throws as readParties does. */
export async function* partyChunks(dataDir: string, list: PartyList, skip: number, size: number): AsyncGenerator<string[]> {
  const path = pathOf(dataDir, list);
  if (!(await stat(path).catch(() => undefined)))
    throw new PartyFileProblem('the list of parties is not in the data folder of this worker: all workers must share DUESFLOW_DATA');
  let ids: string[] = [];
  let n = 0;
  for await (const id of createInterface({ input: createReadStream(path, 'utf8') })) {
    n += 1;
    if (n > skip && id !== '') ids.push(id);
    if (ids.length < size) continue;
    yield ids;
    ids = [];
  }
  if (ids.length > 0) yield ids;
}
