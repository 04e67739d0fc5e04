import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { packageJobId } from '../../../activities/imports/job.js';
import { readPackage } from '../../../activities/imports/manifest.js';
import { type ImportSource, stageImport } from '../../../activities/imports/stage.js';
import { csv, jsonl, problemOf, row, rows, source, useFolder } from './support.js';

const place = useFolder();
const stage = (change: Partial<ImportSource>, options = {}) => stageImport(source(change), place.data, options);
const tenantFolder = () => join(place.data, 'imports', 'default');
const temps = () => readdirSync(tenantFolder()).filter((name) => name.startsWith('tmp-'));
const csvFile = (count: number) => place.write('a.csv', csv(rows(count)));

test('the folder holds packages, problems and the manifest, and is closed to others', async () => {
  const file = place.write('a.csv', csv([...rows(150), row({ partyId: '', copies: 'x' }), row({ externalId: 'own' })]));
  const manifest = await stage({ file });
  expect(manifest).toEqual({
    version: 1,
    tenant: 'default',
    contentHash: expect.stringMatching(/^[0-9a-f]{20}$/),
    jobId: `df-${manifest.contentHash}`,
    rows: 152,
    good: 151,
    bad: 1,
    packages: 2,
    totals: { billed: '14345.00', paid: '14345.00' },
    problems: [{ line: 152, column: 'partyId', message: expect.stringMatching(/is missing.*copies: must be/) }],
    refused: true,
  });
  const folder = join(tenantFolder(), manifest.contentHash);
  expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'packages', 'problems.jsonl']);
  const { jobId: _j, tenant: _t, refused: _r, ...kept } = manifest;
  expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toEqual(kept);
  for (const one of ['.', 'packages', 'manifest.json', 'problems.jsonl', 'packages/000001.json'])
    expect(statSync(join(folder, one)).mode & 0o077).toBe(0);
  const first = await readPackage(place.data, 'default', manifest.contentHash, 1);
  expect(first.n).toBe(1);
  expect(first.rows).toHaveLength(100);
  expect(first.rows[0]).toEqual({ ...row({ partyId: '1000' }), line: 2, externalId: 'L2' });
  expect((await readPackage(place.data, 'default', manifest.contentHash, 2)).rows.at(-1)).toMatchObject({
    line: 153,
    externalId: 'own',
  });
});

test('bad rows refuse the file, or are skipped', async () => {
  const given = [row(), row({ partyId: '' })];
  expect((await stage({ rows: given })).refused).toBe(true);
  expect((await stage({ rows: given, onBadRow: 'skip-row' })).refused).toBe(false);
  expect((await stage({ rows: rows(2) })).refused).toBe(false);
});

test('the same content is staged once, in whatever form', async () => {
  const { contentHash } = await stage({ file: csvFile(3) });
  const staged = statSync(join(tenantFolder(), contentHash)).ctimeMs;
  expect((await stage({ file: place.write('a.jsonl', jsonl(rows(3))) })).contentHash).toBe(contentHash);
  expect(statSync(join(tenantFolder(), contentHash)).ctimeMs).toBe(staged);
  expect(temps()).toEqual([]);
});

test('with a content hash nothing is read that is staged already; else it must be the same', async () => {
  const file = csvFile(3);
  const manifest = await stage({ file });
  rmSync(file);
  expect(await stage({ file, contentHash: manifest.contentHash })).toEqual(manifest);
  rmSync(tenantFolder(), { recursive: true });
  csvFile(3);
  expect(await stage({ file, contentHash: manifest.contentHash })).toEqual(manifest);
  rmSync(tenantFolder(), { recursive: true });
  csvFile(4);
  expect(await problemOf(stage({ file, contentHash: manifest.contentHash }))).toMatchObject({
    code: 'content-changed',
  });
  expect(readdirSync(tenantFolder())).toEqual([]);
});

test('job ids: made of the content, or given; an occasion ends them', async () => {
  const given = { rows: rows(1) };
  const { jobId, contentHash } = await stage(given);
  expect(jobId).toBe(`df-${contentHash}`);
  const again = await stage({ ...given, occasion: 'again' });
  expect(again.jobId).toMatch(new RegExp(`^${jobId}-[0-9a-f]{6}$`));
  expect((await stage({ ...given, occasion: 'third' })).jobId).not.toBe(again.jobId);
  expect((await stage({ ...given, jobId: 'march' })).jobId).toBe('march');
  expect((await stage({ ...given, jobId: 'march', occasion: 'again' })).jobId).toMatch(/^march-/);
  expect(packageJobId('march', 12)).toBe('march-12');
});

test('a job id stands for one import for good', async () => {
  await stage({ rows: rows(1), jobId: '../march: 1' });
  await stage({ rows: rows(1), jobId: '../march: 1' });
  expect(await problemOf(stage({ rows: rows(2), jobId: '../march: 1' }))).toMatchObject({
    code: 'job-id',
    message: expect.stringContaining('../march: 1 already names another import'),
  });
  expect(readdirSync(join(tenantFolder(), 'jobs'))).toHaveLength(1);
  expect(readdirSync(place.path('.'))).toEqual(['data']);
});

test('of two imports that claim a job id at the same moment one gets it', async () => {
  const ends = await Promise.allSettled([1, 2, 3, 4].map((count) => stage({ rows: rows(count), jobId: 'march' })));
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test.each(['', ' x', 'a\nb', 'x'.repeat(81), '4111111111111111'])('%j is no job id', async (jobId) => {
  expect(await problemOf(stage({ rows: rows(1), jobId }))).toMatchObject({ code: 'job-id' });
});

test('attempts at the same moment stage the same once', async () => {
  const manifests = await Promise.all([1, 2, 3].map(() => stage({ file: csvFile(300) })));
  expect(new Set(manifests.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(temps()).toEqual([]);
});

test('what a killed attempt left is cleared away, what a live one has is not', async () => {
  const [dead, live] = ['tmp-dead', 'tmp-live'].map((name) => join(tenantFolder(), name)) as [string, string];
  for (const folder of [dead, live]) {
    mkdirSync(join(folder, 'packages'), { recursive: true });
    writeFileSync(join(folder, 'packages', '000001.json'), '{"n":1,"rows":[');
  }
  const hourAgo = Date.now() / 1000 - 3600;
  utimesSync(dead, hourAgo, hourAgo);
  expect(await stage({ rows: rows(2) })).toMatchObject({ good: 2, packages: 1 });
  expect([existsSync(dead), existsSync(live)]).toEqual([false, true]);
});

test('an attempt that is stopped half-way leaves nothing, and the next one stages all', async () => {
  const file = csvFile(3000);
  const stop = new AbortController();
  const onProgress = (read: number) => {
    if (read >= 1500) stop.abort(new Error('enough'));
  };
  await expect(stage({ file }, { onProgress, signal: stop.signal })).rejects.toThrow('enough');
  expect(readdirSync(tenantFolder())).toEqual([]);
  expect(await stage({ file })).toMatchObject({ good: 3000, packages: 30 });
});

test('a tenant or a hash that leads elsewhere is refused', async () => {
  await expect(stage({ rows: rows(1), tenant: '../x' })).rejects.toThrow(RangeError);
  await expect(readPackage(place.data, 'default', '../../x', 1)).rejects.toThrow(RangeError);
});

test('a package that is not staged here: the cure is one that can be done', async () => {
  const { contentHash } = await stage({ rows: rows(1) });
  const problem = await problemOf(readPackage(place.data, 'default', contentHash, 2));
  expect(problem).toMatchObject({ code: 'not-staged', cure: expect.stringMatching(/DUESFLOW_DATA.*restore.*retry/) });
});
