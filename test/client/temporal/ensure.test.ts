import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTemporal } from '../../../client/temporal/ensure.js';
import { CLI_VERSION } from '../../../client/temporal/executable.js';
import { problemOf } from '../support.js';

/** A folder with nothing but what a test puts there, as PATH and cache. */
let folder: string;
const before = { ...process.env };
const cached = () => join(folder, 'cache', 'duesflow', `temporal-${CLI_VERSION}`);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ensure-'));
  await mkdir(join(folder, 'bin'));
  process.env['PATH'] = join(folder, 'bin');
  process.env['XDG_CACHE_HOME'] = join(folder, 'cache');
  delete process.env['TEMPORAL_CLI_PATH'];
});

afterEach(async () => {
  process.env = { ...before };
  await rm(folder, { recursive: true, force: true });
});

async function fake(path: string, script: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}
const temporal = (server: string) => `echo "temporal version 0.0.0-DEV (Server ${server}, UI 2.42.1)"`;

/** A Go that "builds" a working `temporal`, slowly enough for a rival to come. */
const go = `case "$1" in
  version) echo "go version go1.26.1 linux/amd64";;
  install) PATH=/usr/bin:/bin; sleep 0.3; printf '#!/bin/sh\\n${temporal('1.29.1').replaceAll('"', '')}\\n' > "$GOBIN/temporal"
    sed -i 's/echo \\(.*\\)/echo "\\1"/' "$GOBIN/temporal"; chmod 755 "$GOBIN/temporal"; echo x >> "$BUILDS";;
esac`;

describe('ensureTemporal', () => {
  test('takes TEMPORAL_CLI_PATH before all else, and never passes over a wrong one', async () => {
    await fake(join(folder, 'bin', 'temporal'), temporal('1.29.1'));
    process.env['TEMPORAL_CLI_PATH'] = await fake(join(folder, 'mine'), temporal('1.29.2'));
    expect(await ensureTemporal()).toBe(join(folder, 'mine'));

    process.env['TEMPORAL_CLI_PATH'] = join(folder, 'nowhere');
    const problem = await problemOf(ensureTemporal());
    expect(problem.cure).toContain('TEMPORAL_CLI_PATH');
    expect(problem.exitCode).toBe(5);
  });

  test('takes the one on the PATH before the cached copy, unless its server is too old', async () => {
    const lines: string[] = [];
    const copy = await fake(join(cached(), 'temporal'), temporal('1.29.1'));
    const path = await fake(join(folder, 'bin', 'temporal'), temporal('1.30.0'));
    expect(await ensureTemporal()).toBe(path);

    await fake(path, temporal('1.22.4'));
    expect(await ensureTemporal({ log: (line) => lines.push(line) })).toBe(copy);
    expect(lines).toEqual([expect.stringContaining('1.22.4')]);
  });

  test('says what it tries and how long it may take; a failure names the cure', async () => {
    const lines: string[] = [];
    const failing = ensureTemporal({
      log: (line) => lines.push(line),
      download: () => Promise.reject(new Error('dns error')),
    });
    const problem = await problemOf(failing);
    expect(problem.message).toMatch(/dns error; Go is not on the PATH/);
    expect(problem.cure).toContain('TEMPORAL_ADDRESS');
    expect(lines).toEqual([expect.stringMatching(/Downloading.*minutes/), expect.stringContaining('dns error')]);
  });

  test('builds with Go once though two ask, and leaves no half-made copy', async () => {
    await fake(join(folder, 'bin', 'go'), go);
    process.env['BUILDS'] = join(folder, 'builds');
    await mkdir(`${cached()}.part-of-a-killed-process`, { recursive: true });
    const ask = () => ensureTemporal({ download: () => Promise.reject(new Error('offline')) });
    const paths = await Promise.all([ask(), ask()]);
    expect(paths).toEqual([join(cached(), 'temporal'), join(cached(), 'temporal')]);
    expect(await readdir(join(folder, 'cache', 'duesflow'))).toEqual([`temporal-${CLI_VERSION}`]);
    expect(await readFile(join(folder, 'builds'), 'utf8')).toBe('x\n');
  });
});
