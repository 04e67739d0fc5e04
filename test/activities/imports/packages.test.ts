import { expect, test } from '@jest/globals';
import { Packer } from '../../../activities/imports/packages.js';
import type { Row } from '../../../activities/imports/row.js';
import { row } from './support.js';

/** Packs rows of these parties, as lists of `party:line`; the most rows held at once. */
function pack(parties: readonly string[]) {
  const packer = new Packer();
  const packages: Row[][] = [];
  let held = 0;
  parties.forEach((partyId, index) => {
    for (const { n, rows } of packer.add({ ...row(), partyId, line: index + 1 } as unknown as Row)) {
      packages.push(rows);
      expect(n).toBe(packages.length);
    }
    held = Math.max(held, packer.held);
  });
  for (const { n, rows } of packer.end()) {
    packages.push(rows);
    expect(n).toBe(packages.length);
  }
  return { packages, held };
}

/** Each row once, no party twice in a package, the order of a party's rows kept. */
function assertSound(packages: Row[][], count: number): void {
  const lines = packages.flat();
  expect(new Set(lines.map(({ line }) => line)).size).toBe(count);
  expect(lines).toHaveLength(count);
  const last = new Map<string, number>();
  for (const rows of packages) {
    expect(rows.length).toBeLessThanOrEqual(100);
    expect(new Set(rows.map(({ partyId }) => partyId.toLowerCase())).size).toBe(rows.length);
    for (const { partyId, line } of rows) {
      expect(line).toBeGreaterThan(last.get(partyId.toLowerCase()) ?? 0);
      last.set(partyId.toLowerCase(), line);
    }
  }
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);

test('a hundred rows a package, in the order of the file', () => {
  const { packages } = pack(numbers(250));
  assertSound(packages, 250);
  expect(packages.map((rows) => rows.length)).toEqual([100, 100, 50]);
  expect(packages.flat().map(({ line }) => line)).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
});

test('a party stands in a package once, whatever the case of its id', () => {
  const { packages } = pack(['a', 'b', 'A', 'c', 'a', 'B']);
  expect(packages.map((rows) => rows.map(({ line }) => line))).toEqual([[1, 2, 4], [3, 6], [5]]);
});

test('rows that waited go before later ones', () => {
  const { packages } = pack(['p0', 'p0', ...numbers(200).slice(1)]);
  assertSound(packages, 201);
  expect(packages[1]?.[0]?.line).toBe(2);
});

test('few parties with many rows: the waiting rows stay few', () => {
  const { packages, held } = pack(Array.from({ length: 5000 }, (_, index) => `p${index % 3}`));
  assertSound(packages, 5000);
  expect(held).toBeLessThanOrEqual(1100);
});

test('any mixture is sound', () => {
  let seed = 7;
  const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (const parties of [30, 120, 900]) {
    const { packages, held } = pack(Array.from({ length: 6000 }, () => `p${next(parties)}`));
    assertSound(packages, 6000);
    expect(held).toBeLessThanOrEqual(1100);
  }
});
