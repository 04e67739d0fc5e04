import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Manifest } from '../../../activities/imports/manifest.js';
import {
  appendResults,
  beginResults,
  readPackageResults,
  type ResultLine,
  writePackageResults,
} from '../../../activities/imports/results.js';
import { RESULT_COLUMNS } from '../../../activities/imports/results-format.js';
import { stageImport } from '../../../activities/imports/stage.js';
import { problemOf, row, rows, source, useFolder } from './support.js';

const place = useFolder();
const text = (file: string) => readFileSync(file, 'utf8');
const table = (file: string) => parse(text(file), { columns: true }) as Record<string, string>[];

/** A staged import of 250 good rows in three packages, with one bad row unless told otherwise. */
async function staged(bad = 1): Promise<Manifest> {
  const given = [...rows(250), ...Array.from({ length: bad }, () => row({ partyId: '9', copies: '0' }))];
  return stageImport(source({ rows: given, onBadRow: 'skip-row' }), place.data);
}

const line = (n: number, change: Partial<ResultLine> = {}): ResultLine => ({
  line: n,
  partyId: String(999 + n),
  productCode: 'REG',
  billBegin: '2026-01-01',
  status: 'imported',
  packageId: 8001,
  ...change,
});
const linesOf = (n: number) => Array.from({ length: n < 3 ? 100 : 50 }, (_, index) => line((n - 1) * 100 + index + 1));
const keep = (manifest: Manifest, n: number, lines = linesOf(n)) =>
  writePackageResults(place.data, 'default', manifest.jobId, n, lines);

const place3 = (manifest: Manifest, file: string) => ({
  dataDir: place.data,
  tenant: 'default',
  contentHash: manifest.contentHash,
  jobId: manifest.jobId,
  file,
});
const begin = (manifest: Manifest, file: string, refused = false) =>
  beginResults({ dataDir: place.data, tenant: 'default', manifest, file, refused });
const append = (manifest: Manifest, file: string, offset: number, ...packages: number[]) =>
  appendResults({
    ...place3(manifest, file),
    offset,
    packages: packages.map((n) => ({ n, otherwise: 'the package was terminated' })),
  });

test('results of a package are kept whole, by job; a second write replaces them', async () => {
  const manifest = await staged();
  expect(await readPackageResults(place.data, 'default', manifest.jobId, 1)).toBeUndefined();
  await keep(manifest, 1);
  await keep(manifest, 1, [line(1, { status: 'error', message: 'no, "no"\nno' })]);
  await writePackageResults(place.data, 'default', 'other', 1, []);
  expect(await readPackageResults(place.data, 'default', manifest.jobId, 1)).toEqual([
    line(1, { status: 'error', message: 'no, "no"\nno' }),
  ]);
  expect(await readPackageResults(place.data, 'default', 'other', 1)).toEqual([]);
  expect(readdirSync(`${place.data}/imports/default/jobs-results/${manifest.jobId}`)).toEqual(['000001.jsonl']);
});

test('the file has one line per row, and is private', async () => {
  const file = place.write('old.csv', `${RESULT_COLUMNS.join(',')}\n1,imported,of an import before,,,,`);
  const manifest = await staged();
  let offset = await begin(manifest, file);
  expect(statSync(file)).toMatchObject({ size: offset });
  expect(statSync(file).mode & 0o077).toBe(0);
  await keep(manifest, 1, [...linesOf(1).slice(0, 99), line(100, { status: 'warning', message: '=1+1' })]);
  await keep(manifest, 2);
  ({ offset } = await append(manifest, file, offset, 1));
  const end = await append(manifest, file, offset, 2, 3);
  expect(end).toEqual({
    offset: statSync(file).size,
    counts: { imported: 100, warning: 0, error: 0, 'already-done': 0, 'not-sent': 0, unknown: 50 },
  });

  const lines = table(file);
  expect(lines.map((one) => Number(one['line'])).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 251 }, (_, index) => index + 1),
  );
  expect(Object.keys(lines[0]!)).toEqual([
    'line',
    'status',
    'partyId',
    'productCode',
    'billBegin',
    'packageId',
    'message',
  ]);
  expect(lines[0]).toEqual({
    line: '251',
    status: 'not-sent',
    partyId: '9',
    productCode: 'REG',
    billBegin: '2026-01-01',
    packageId: '',
    message: 'copies: must be a whole number from 1',
  });
  expect(lines[100]).toMatchObject({ line: '100', status: 'warning', message: "'=1+1", packageId: '8001' });
  expect(lines[201]).toEqual({
    line: '201',
    status: 'unknown',
    partyId: '1200',
    productCode: 'REG',
    billBegin: '2026-01-01',
    packageId: '',
    message: 'the package was terminated',
  });
});

test.each(['r.csv', 'r.jsonl'])('an append that is repeated writes nothing twice (%s)', async (name) => {
  const file = place.path(name);
  const manifest = await staged();
  for (const n of [1, 2, 3]) await keep(manifest, n);
  const begun = await begin(manifest, file);
  const first = await append(manifest, file, begun, 1);
  await append(manifest, file, first.offset, 2, 3);
  const whole = text(file);
  writeFileSync(file, `${whole.slice(0, -7)}`);
  expect(await append(manifest, file, first.offset, 2)).toMatchObject({ counts: { imported: 100 } });
  const { offset } = await append(manifest, file, first.offset, 2);
  await append(manifest, file, offset, 3);
  expect(text(file)).toBe(whole);
});

test('a file that begins again is the same', async () => {
  const file = place.path('deep/er/r.jsonl');
  const manifest = await staged(120);
  const offset = await begin(manifest, file);
  const whole = text(file);
  writeFileSync(file, `${whole}rubbish`);
  expect(await begin(manifest, file)).toBe(offset);
  expect(text(file)).toBe(whole);
  expect(
    whole
      .trim()
      .split('\n')
      .map((one) => (JSON.parse(one) as ResultLine).status),
  ).toEqual(Array<string>(120).fill('not-sent'));
});

test('of a refused file every row is listed', async () => {
  const file = place.path('r.csv');
  await begin(await staged(2), file, true);
  const lines = table(file);
  expect(lines).toHaveLength(252);
  expect(new Set(lines.map(({ status }) => status))).toEqual(new Set(['not-sent']));
  expect(lines[2]).toMatchObject({
    line: '1',
    partyId: '1000',
    message: 'the file holds 2 bad rows; none of its rows was sent',
  });
});

test('a file that was shortened or removed is not written on', async () => {
  const file = place.path('r.csv');
  const manifest = await staged();
  await keep(manifest, 1);
  const offset = await begin(manifest, file);
  truncateSync(file, offset - 1);
  expect(await problemOf(append(manifest, file, offset, 1))).toMatchObject({ code: 'results' });
  rmSync(file);
  expect(await problemOf(append(manifest, file, offset, 1))).toMatchObject({ code: 'results' });
});
