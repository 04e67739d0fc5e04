import { mkdirSync, readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { DuplicateSearch } from '../../../activities/imports/duplicates.js';
import { checkImport } from '../../../activities/imports/stage.js';
import { row, rows, source, useFolder } from './support.js';

const place = useFolder();

async function search(parties: readonly string[], options: { limit?: number; held?: number } = {}) {
  mkdirSync(place.data, { recursive: true });
  const found = new DuplicateSearch(place.data, options);
  for (const [index, partyId] of parties.entries())
    await found.add({ partyId, productCode: 'REG', billBegin: '2026-01-01', line: index + 1 });
  const duplicates: [number, number][] = [];
  for await (const { ordinal, line, other, ids } of found.find()) {
    expect(ordinal).toBe(line - 1);
    expect(ids.partyId).toBe(parties[ordinal]);
    duplicates.push([line, other]);
  }
  return duplicates.sort(([a], [b]) => a - b);
}

const parties = Array.from({ length: 3000 }, (_, index) => `p${index}`);
const twice = [...parties, 'p7', 'P2999', 'p7'];
const expected = [
  [8, 3001],
  [3000, 3002],
  [3001, 8],
  [3002, 3000],
  [3003, 8],
];

test('finds each of several, whatever the case', async () => {
  expect(await search(twice)).toEqual(expected);
  expect(readdirSync(place.data)).toEqual([]);
});

test('finds them in heaps on disk, sorted again and again', async () => {
  expect(await search(twice, { limit: 2, held: 2000 })).toEqual(expected);
  expect(readdirSync(place.data).length).toBeGreaterThan(256);
});

test('a key that fills its heap alone', async () => {
  expect(
    await search(
      Array.from({ length: 50 }, () => 'p'),
      { limit: 10, held: 100 },
    ),
  ).toHaveLength(50);
});

test('the row, the other line and the members are named, no value is; none of the rows is good', async () => {
  const given = [...rows(3), row({ partyId: '1001', productCode: 'reg', billedAmount: '99' })];
  const { good, bad, problems, totals } = await checkImport(source({ rows: given }));
  expect({ good, bad, totals }).toEqual({ good: 2, bad: 2, totals: { billed: '190.00', paid: '190.00' } });
  expect(problems).toEqual([
    { line: 2, column: 'partyId, productCode and billBegin', message: 'are those of line 4; keep one of the rows' },
    { line: 4, column: 'partyId, productCode and billBegin', message: 'are those of line 2; keep one of the rows' },
  ]);
});

test('another product or another term of a party is no duplicate', async () => {
  const given = [row(), row({ productCode: 'CHAPT' }), row({ billBegin: '2026-02-01' })];
  expect(await checkImport(source({ rows: given }))).toMatchObject({ good: 3, bad: 0, packages: 3 });
});

test('an earlier term behind a later one of the same party and product is bad; in order they are good', async () => {
  const terms = (...begins: string[]) => begins.map((billBegin) => row({ billBegin }));
  expect(await checkImport(source({ rows: terms('2025-01-01', '2026-01-01', '2026-02-01') }))).toMatchObject({ good: 3, bad: 0 });
  const { good, problems } = await checkImport(source({ rows: terms('2026-01-01', '2025-01-01', '2026-02-01', '2025-06-01') }));
  expect(good).toBe(2);
  expect(problems).toEqual([
    { line: 2, column: 'billBegin', message: 'is of an earlier term than line 1; put the terms of a party in order' },
    { line: 4, column: 'billBegin', message: 'is of an earlier term than line 3; put the terms of a party in order' },
  ]);
});
