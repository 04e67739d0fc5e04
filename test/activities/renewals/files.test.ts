import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { effectiveDateOf } from '../../../activities/renewals/effective-date.js';
import { hashOfParties, keepParties, partyChunks, readParties, readPartyFile } from '../../../activities/renewals/parties.js';
import { resultsPath } from '../../../activities/renewals/results-path.js';
import { grouped } from '../../../workflows/renewals/words.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'duesflow-'))));
afterAll(async () => await rm(folder, { recursive: true }));

async function file(text: string): Promise<string> {
  const path = join(folder, 'parties.csv');
  await writeFile(path, text);
  return path;
}

test.each([
  ['one id a line', '1\n2\r\n\n3\n'],
  ['with a byte order mark and a heading', '\uFEFFParty ID\n1\n2\n3'],
  ['a column of a CSV', 'Name,PartyId\nA,1\nB,"2"\nC,3\n'],
  ['with semicolons', 'PartyId;Name\n1;A\n2;B\n3;C\n'],
])('reads party ids: %s', async (_what, text) => {
  expect(await readPartyFile(await file(text))).toEqual(['1', '2', '3']);
});

test.each([
  ['no column of that name', 'Name,Number\nA,1\n', /line 1: name the column/],
  ['an empty id', 'PartyId,Name\n1,A\n,B\n', /line 3: there is no party id/],
  ['no ids at all', 'PartyId\n', /holds no party ids/],
])('refuses a file with %s, naming the line and no content', async (_what, text, message) => {
  await expect(readPartyFile(await file(text))).rejects.toThrow(message);
});

test('the same parties in any order, case and number are one list', async () => {
  expect(hashOfParties(['b', 'A', 'a'])).toBe(hashOfParties(['a', 'B']));
  const { list, total } = await keepParties(folder, 'default', ['3', '1', '3', '2']);
  expect(total).toBe(3);
  expect(await readParties(folder, list, 1, 2)).toEqual(['3', '1']);
  expect(await readParties(folder, list, 3, 2)).toEqual(['2']);
  expect(await readParties(folder, list, 4, 2)).toEqual([]);
  const chunks = [];
  for await (const ids of partyChunks(folder, list, 1, 1)) chunks.push(ids);
  expect(chunks).toEqual([['1'], ['2']]);
  expect((await stat(join(folder, 'parties', 'default', `${list.partiesHash}.txt`))).mode & 0o777).toBe(0o600);
});

test('results are named after the key, however long', () => {
  expect(basename(resultsPath('/d', 'default', 'runRenewals:default:REGULAR%20FEES:2026-01-01:-:all'))).toBe('runRenewals%3Adefault%3AREGULAR%20FEES%3A2026-01-01%3A-%3Aall.csv');
  const [one, two] = ['x', 'y'].map((end) => basename(resultsPath('/d', 'default', 'k'.repeat(300) + end)));
  expect(one!.length).toBeLessThan(200);
  expect(one).not.toBe(two);
});

test.each([
  ['scheduled-day', 'UTC', '2026-12-01'],
  ['scheduled-day', 'America/New_York', '2026-11-30'],
  ['scheduled-day+1m', 'UTC', '2027-01-01'],
  ['month-start+1m', 'UTC', '2027-01-01'],
  ['month-end', 'America/New_York', '2026-11-30'],
  ['month-end+3m', 'America/New_York', '2027-02-28'],
  ['year-start+1y', 'UTC', '2027-01-01'],
  ['year-end-1y', 'UTC', '2025-12-31'],
])('the effective date by %s in %s', (rule, zone, expected) => {
  expect(effectiveDateOf(rule, '2026-12-01T02:00:00Z', zone)).toBe(expected);
});

test.each([[7, '7'], [1204, '1,204'], [1234567, '1,234,567'], ['114380.00', '114,380.00'], ['95.00', '95.00']])('%s reads %s', (figure, text) => {
  expect(grouped(figure)).toBe(text);
});
