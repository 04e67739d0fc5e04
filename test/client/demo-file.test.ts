/** The example file of the demo is wrong where the demo says so, and nowhere once it is mended. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDues } from '../../client/check-dues.js';
import { FIGURES, mended, writeDuesFile } from '../../client/cli/demo/dues-file.js';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duesflow-demo-test-'));
  file = join(folder, 'dues.csv');
  await writeDuesFile(file);
});
afterAll(() => rm(folder, { recursive: true }));

test('the same seed makes the same file', async () => {
  const again = join(folder, 'again.csv');
  await writeDuesFile(again);
  expect(await readFile(again, 'utf8')).toBe(await readFile(file, 'utf8'));
});

test('its bad rows are named by line and column', async () => {
  const { rows, bad, refused, problems } = await checkDues({ file });
  expect({ rows, bad, refused }).toEqual({ rows: FIGURES.rows, bad: FIGURES.bad, refused: true });
  expect(problems.map(({ line, column }) => `${line} ${column}`)).toEqual([
    '120 billedAmount',
    '437 billThrough',
    '801 paidAmount',
  ]);
});

test('mended, all rows are good, and as many lines differ as were wrong', async () => {
  const wrong = await readFile(file, 'utf8');
  const right = mended(wrong);
  const other = join(folder, 'mended.csv');
  await writeFile(other, right);
  expect(await checkDues({ file: other })).toMatchObject({ rows: FIGURES.rows, bad: 0, refused: false });
  const [before, after] = [wrong.split('\n'), right.split('\n')];
  expect(before.filter((line, index) => line !== after[index])).toHaveLength(FIGURES.wrong);
});
