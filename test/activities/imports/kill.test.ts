import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { stageImport } from '../../../activities/imports/stage.js';
import { csv, rows, source, useFolder } from './support.js';

const place = useFolder();

const STAGE = `
  import { stageImport } from './activities/imports/stage.ts';
  const [file, data] = process.argv.slice(1);
  await stageImport({ tenant: 'default', onBadRow: 'reject-file', file }, data);
`;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

test('a process that is killed while it stages leaves no half import', async () => {
  const file = place.write('many.csv', csv(rows(30_000)));
  const tenant = join(place.data, 'imports', 'default');
  const args = ['--import', 'tsx', '--input-type=module', '-e', STAGE, file, place.data];
  const child = spawn(process.execPath, args, { stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } });
  const ended = once(child, 'exit');
  const left = () => (existsSync(tenant) ? readdirSync(tenant) : []);
  const reading = () => left().some((name) => sizeOf(join(tenant, name, 'scratch', 'rows.jsonl')) > 0);
  while (child.exitCode === null && !reading()) await sleep(5);
  child.kill('SIGKILL');
  expect(await ended).toEqual([null, 'SIGKILL']);

  const [half] = left();
  expect(left()).toEqual([expect.stringMatching(/^tmp-/)]);
  const manifest = await stageImport(source({ file }), place.data);
  expect(manifest).toMatchObject({ good: 30_000, packages: 300 });
  expect(readdirSync(join(tenant, manifest.contentHash, 'packages'))).toHaveLength(300);

  utimesSync(join(tenant, half!), 0, 0);
  await stageImport(source({ rows: rows(1) }), place.data);
  expect(left().filter((name) => name.startsWith('tmp-'))).toEqual([]);
});
