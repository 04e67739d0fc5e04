/** Where a run's lines go: no file of an earlier run, or of somebody else, is begun anew. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { appendMembers, beginMembers } from '../../../activities/renewals/member-results.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'duesflow-'))));
afterAll(async () => await rm(folder, { recursive: true }));

const line = (partyId: string) => ({ partyId, status: 'renewed', workflowId: 'w' });
const text = (file: string) => readFile(file, 'utf8');

test('a file that is there stays as it is, and the new one is numbered', async () => {
  const file = join(folder, 'run.csv');
  const first = await beginMembers(file);
  expect(first).toMatchObject({ file, earlier: [] });
  await appendMembers(file, first.offset, [line('1')]);
  const before = await text(file);

  const second = await beginMembers(file);
  expect(second).toEqual({ file: join(folder, 'run-2.csv'), offset: first.offset, earlier: [file] });
  // The window of the former run may still be at work.
  await appendMembers(file, before.length, [line('2')]);
  await appendMembers(second.file, second.offset, [line('3')]);
  expect(await text(file)).toBe(`${before}2,renewed,w,,,,,\n`);
  expect((await text(second.file)).split('\n').slice(1)).toEqual(['3,renewed,w,,,,,', '']);
  expect(await beginMembers(file)).toMatchObject({ file: join(folder, 'run-3.csv'), earlier: [file, second.file] });
});

test('what an attempt began that did not end is gone on with by the next attempt', async () => {
  const file = join(folder, 'attempts.jsonl');
  await beginMembers(file);
  expect(await beginMembers(file, { again: true })).toEqual({ file, offset: 0, earlier: [] });
});

test('a file of somebody else is not touched', async () => {
  const file = join(folder, 'letter.txt');
  await writeFile(file, 'Dear members');
  expect(await beginMembers(file, { again: true })).toMatchObject({ file: join(folder, 'letter-2.txt'), earlier: [file] });
  expect(await text(file)).toBe('Dear members');
});
