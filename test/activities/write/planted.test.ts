/** Each planted bug that concerns one write breaks a property: a model that finds none of them would prove nothing. */
import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { PLANTED, PLANTED_FINE, planted } from '../../crash/planted.js';
import { plantedCopy, plantIn, remove } from '../../crash/plant.js';

const HERE = 'test/activities/write';
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const ALL = [...PLANTED, ...PLANTED_FINE];
/**
 * The place of plain-heartbeat is the tie to Temporal, which the model stands in for; heartbeat-not-awaited is the same where it is seen.
 * Nobody terminates a flow of the model: beside.test.ts plays that.
 */
const OUT_OF_SIGHT = ['plain-heartbeat', 'terminated-run-forgotten'];
const MODELLED = ALL.filter(({ name, file }) => file.startsWith('activities/write/') && !OUT_OF_SIGHT.includes(name));

/** What the program finds over a copy with the bug. */
async function foundWith(name: string, program: string): Promise<string[]> {
  const root = await plantedCopy(name);
  try {
    await cp(join(ROOT, HERE), join(root, HERE), { recursive: true });
    const env = { PATH: process.env['PATH'], PROPERTY_RUNS: '20000', PROPERTY_SEED: '1' };
    const said = await new Promise<string>((resolve, reject) => {
      execFile(
        process.execPath,
        ['--import', 'tsx', join(HERE, program), '--json'],
        { cwd: root, env },
        (error, stdout) => {
          // It ends with 1 when it has found something.
          if (error && error.code !== 1) reject(new Error(`${program} failed: ${error.message}`));
          else resolve(stdout);
        },
      );
    });
    return (JSON.parse(said) as { found: string[] }).found;
  } finally {
    await remove(root);
  }
}

describe('planted bugs', () => {
  test.each(ALL)('$name stands in one place of the sources', async (bug) => {
    const text = await readFile(join(ROOT, bug.file), 'utf8');
    expect(plantIn(text, bug)).not.toBe(text);
  });

  test('one whose place is gone is refused loudly', () => {
    expect(() => plantIn('nothing of the kind', ALL[0]!)).toThrow('stands 0 times');
    expect(() => plantIn(ALL[0]!.find.repeat(2), ALL[0]!)).toThrow('stands 2 times');
    expect(() => planted('no such bug')).toThrow(RangeError);
  });

  test.each(MODELLED)(
    '$name: $why',
    async ({ name }) => {
      expect(await foundWith(name, 'model/main.ts')).not.toEqual([]);
    },
    120_000,
  );

  test('reference-alone: a payment of another invoice is taken for ours', async () => {
    const found = await foundWith('reference-alone', 'pay-ours/main.ts');
    expect(found).toContain('the same check for another invoice');
  }, 60_000);
});
