import { existsSync, statSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { correctingFile } from '../../../activities/imports/correcting.js';
import { readPackage } from '../../../activities/imports/manifest.js';
import {
  appendResults,
  beginResults,
  type ResultLine,
  type ResultStatus,
  writePackageResults,
} from '../../../activities/imports/results.js';
import { checkImport, stageImport } from '../../../activities/imports/stage.js';
import { type Cells, csv, jsonl, problemOf, row, rows, source, useFolder } from './support.js';

const place = useFolder();

/** Imports a file; what becomes of each row is said by its line. */
async function imported(original: string, results: string, statusOf: (line: number) => ResultStatus): Promise<void> {
  const manifest = await stageImport(source({ file: original, onBadRow: 'skip-row' }), place.data);
  const { contentHash, jobId, packages } = manifest;
  const common = { dataDir: place.data, tenant: 'default', file: results };
  const offset = await beginResults({ ...common, manifest, refused: false });
  const numbers = Array.from({ length: packages }, (_, index) => index + 1);
  for (const n of numbers) {
    const { rows: sent } = await readPackage(place.data, 'default', contentHash, n);
    const lines = sent.map(({ line, partyId, productCode, billBegin }): ResultLine => {
      const status = statusOf(line);
      return {
        line,
        partyId,
        productCode,
        billBegin,
        status,
        ...(status === 'error' && { message: 'no such "party"' }),
      };
    });
    await writePackageResults(place.data, 'default', jobId, n, lines);
  }
  await appendResults({ ...common, contentHash, jobId, offset, packages: numbers.map((n) => ({ n, otherwise: '' })) });
}

const statuses = (line: number): ResultStatus =>
  (({ 3: 'error', 4: 'unknown', 5: 'warning', 6: 'already-done', 7: 'not-sent' }) as Record<number, ResultStatus>)[
    line
  ] ?? 'imported';

test.each(['r.csv', 'r.jsonl'])('holds the failed rows as they stood, and the reason (%s)', async (name) => {
  const given = rows(8).map((one, index): Cells => ({
    ...one,
    'Our note': ` a, "b" ${index}`,
    copies: index === 7 ? 'none' : '',
  }));
  const original = place.write('dues.csv', `\uFEFF${csv(given, '\r\n')}`);
  const results = place.path(name);
  const mapping = { 'Our note': null };
  const manifest = await stageImport(source({ file: original, onBadRow: 'skip-row', mapping }), place.data);
  expect(manifest).toMatchObject({ good: 7, bad: 1 });
  const { contentHash, jobId } = manifest;
  const common = { dataDir: place.data, tenant: 'default', file: results };
  const offset = await beginResults({ ...common, manifest, refused: false });
  const sent = (await readPackage(place.data, 'default', contentHash, 1)).rows;
  await writePackageResults(
    place.data,
    'default',
    jobId,
    1,
    sent.map(({ line, partyId, productCode, billBegin }) => ({
      line,
      partyId,
      productCode,
      billBegin,
      status: statuses(line),
      message: `word ${line}`,
    })),
  );
  await appendResults({ ...common, contentHash, jobId, offset, packages: [{ n: 1, otherwise: '' }] });

  const out = place.path('again.csv');
  expect(await correctingFile({ results, original, out })).toEqual({ rows: 4 });
  expect(parse(place.read('again.csv'), { columns: true })).toEqual([
    { ...given[1], error: 'word 3' },
    { ...given[2], error: 'word 4' },
    { ...given[5], error: 'word 7' },
    { ...given[7], error: 'copies: must be a whole number from 1' },
  ]);
  expect(statSync(out).mode & 0o077).toBe(0);
  expect(await checkImport(source({ file: out, mapping }))).toMatchObject({ rows: 4, bad: 1 });
});

test('JSONL: the text of a row stays, and what is no object has no reason', async () => {
  const given = rows(5).map((one) => JSON.stringify(one));
  given[1] = ` ${given[1]!.replace('"95.00"', '95.00')} `;
  given.push(
    '',
    '{"partyId"',
    JSON.stringify({ ...row({ copies: 'x' }), error: 'old' }),
    '{"partyId":12345678901234567890}',
  );
  const original = place.write('dues.jsonl', given.join('\n'));
  await imported(original, place.path('r.csv'), (line) => (line === 2 ? 'error' : 'imported'));
  expect(await correctingFile({ results: place.path('r.csv'), original, out: place.path('again.jsonl') })).toEqual({
    rows: 4,
  });
  const [first, second, third, fourth] = place.read('again.jsonl').split('\n');
  expect(first).toBe(`${given[1]!.trim().slice(0, -1)},"error":"no such \\"party\\""}`);
  expect(second).toBe('{"partyId"');
  expect(JSON.parse(third!)).toMatchObject({ error: 'copies: must be a whole number from 1' });
  expect(fourth).toContain('12345678901234567890,"error"');
});

test('a correcting file is corrected in turn: one column of errors', async () => {
  const original = place.write('dues.csv', csv(rows(3).map((one) => ({ error: 'old', ...one }))));
  await imported(original, place.path('r.csv'), (line) => (line === 3 ? 'error' : 'imported'));
  await correctingFile({ results: place.path('r.csv'), original, out: place.path('again.csv') });
  expect(place.read('again.csv')).toBe(csv([{ error: 'no such "party"', ...rows(2)[1] }]));
});

test('when nothing failed there is no file', async () => {
  const original = place.write('dues.csv', csv(rows(2)));
  await imported(original, place.path('r.csv'), () => 'imported');
  expect(await correctingFile({ results: place.path('r.csv'), original, out: place.path('again.csv') })).toEqual({
    rows: 0,
  });
  expect(existsSync(place.path('again.csv'))).toBe(false);
});

test('rows in their thousands, whose results come in another order', async () => {
  const given = rows(21_000).map((one, index) => (index % 1000 === 0 ? { ...one, copies: '0' } : one));
  const original = place.write('dues.csv', csv(given.map((one) => ({ copies: '', ...one }))));
  await imported(original, place.path('r.csv'), (line) => (line % 1000 === 5 ? 'unknown' : 'imported'));
  expect(await correctingFile({ results: place.path('r.csv'), original, out: place.path('again.csv') })).toEqual({
    rows: 42,
  });
  const parties = (parse(place.read('again.csv'), { columns: true }) as Cells[]).map(({ partyId }) => Number(partyId));
  expect(parties).toEqual([...parties].sort((a, b) => a - b));
});

test.each<[string, (original: string) => Parameters<typeof correctingFile>[0]]>([
  [
    'the results of the same rows in another form',
    () => ({ results: 'r.csv', original: 'dues.jsonl', out: 'x.jsonl' }),
  ],
  ['a longer original', () => ({ results: 'r.csv', original: 'longer.csv', out: 'x.csv' })],
  ['a shorter original', () => ({ results: 'r.csv', original: 'shorter.csv', out: 'x.csv' })],
  ['no results file', () => ({ results: 'dues.csv', original: 'dues.csv', out: 'x.csv' })],
  ['no results file of JSON', () => ({ results: 'dues.jsonl', original: 'dues.csv', out: 'x.csv' })],
  ['an output that is the original', () => ({ results: 'r.csv', original: 'dues.csv', out: 'dues.csv' })],
])('%s is refused', async (_what, of) => {
  const original = place.write('dues.csv', csv(rows(3)));
  place.write('dues.jsonl', jsonl(rows(3)));
  place.write('longer.csv', csv(rows(4)));
  place.write('shorter.csv', csv(rows(2)));
  await imported(original, place.path('r.csv'), () => 'error');
  const files = of(original);
  const problem = await problemOf(
    correctingFile({
      results: place.path(files.results),
      original: place.path(files.original),
      out: place.path(files.out),
    }),
  );
  expect(problem.code).toBe('results');
  expect(existsSync(place.path('x.csv'))).toBe(false);
});
