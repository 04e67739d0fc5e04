/** Files of dues rows for tests, and a place to stage them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { ImportProblem } from '../../../activities/imports/problem.js';
import type { ImportSource } from '../../../activities/imports/stage.js';

export interface Place {
  data: string;
  /** Writes a file and answers with its path. */
  write(name: string, content: string | Uint8Array): string;
  path(name: string): string;
  read(name: string): string;
}

/** A folder that lives as long as one test. */
export function useFolder(): Place {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'duesflow-imports-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  return {
    get data() {
      return path('data');
    },
    path,
    write(name, content) {
      writeFileSync(path(name), content);
      return path(name);
    },
    read: (name) => readFileSync(path(name), 'utf8'),
  };
}

export type Cells = Record<string, string>;

/** A good row under our names. */
export const row = (change: Cells = {}): Cells => ({
  partyId: '101',
  productCode: 'REG',
  transactionDate: '2026-01-02',
  billBegin: '2026-01-01',
  billThrough: '2026-12-31',
  billedAmount: '95.00',
  paidAmount: '95.00',
  paymentMethodId: 'CASH',
  ...change,
});

/** Many good rows, each of a party of its own. */
export const rows = (count: number): Cells[] =>
  Array.from({ length: count }, (_, index) => row({ partyId: String(1000 + index) }));

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** With the union of all names as header. */
export function csv(given: readonly Cells[], end = '\n'): string {
  const names = [...new Set(given.flatMap((one) => Object.keys(one)))];
  const lines = [names, ...given.map((one) => names.map((name) => one[name] ?? ''))];
  return lines.map((cells) => cells.map(cell).join(',') + end).join('');
}

export const jsonl = (given: readonly unknown[]): string => given.map((one) => `${JSON.stringify(one)}\n`).join('');

export const source = (change: Partial<ImportSource>): ImportSource => ({
  tenant: 'default',
  onBadRow: 'reject-file',
  ...change,
});

/** The ImportProblem that a promise ends with. */
export async function problemOf(work: Promise<unknown>): Promise<ImportProblem> {
  const end = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (end instanceof ImportProblem) return end;
  throw end ?? new Error('there was no problem');
}
