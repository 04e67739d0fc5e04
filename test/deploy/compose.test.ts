/** docker-compose.yml and Dockerfile are held to their rules; the words of our services are run without containers. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { newKey } from '../../privacy/keys.js';
import { address } from '../client/support.js';
import { commandOf, readCompose, ROOT, tagOf, type Compose } from './compose.js';
import { faultsOf } from './rules.js';

const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

describe('docker-compose.yml', () => {
  test('every service keeps every rule', () => {
    expect(faultsOf(readCompose())).toEqual([]);
  });

  test('has what the documentation says, some of it in profiles', () => {
    const { services } = readCompose();
    const inProfile = (profile?: string) => Object.keys(services).filter((name) => services[name]!.profiles?.join() === profile);
    expect(inProfile()).toEqual(['postgres', 'schema', 'temporal', 'namespace', 'ui', 'worker', 'console', 'codec-server']);
    expect(inProfile('simulator')).toEqual(['simulator']);
    expect(inProfile('metrics')).toEqual(['prometheus', 'grafana']);
  });

  test('schema and search attributes are made by the tools of the same server version', () => {
    const { schema, namespace, temporal } = readCompose().services;
    for (const tools of [schema!, namespace!]) expect(tagOf(tools).split('-')[0]).toBe(tagOf(temporal!));
  });

  const BREACHES: [string, (compose: Compose) => void][] = [
    ['temporal temporalio/server:latest is not pinned', ({ services }) => void (services['temporal']!.image = 'temporalio/server:latest')],
    ['ui temporalio/ui is not pinned', ({ services }) => void (services['ui']!.image = 'temporalio/ui')],
    ['temporal temporalio/auto-setup:1.29.1 is deprecated', ({ services }) => void (services['temporal']!.image = 'temporalio/auto-setup:1.29.1')],
    ['worker has no health check', ({ services }) => void delete services['worker']!.healthcheck],
    ['console restarts ""', ({ services }) => void delete services['console']!.restart],
    ['schema restarts "unless-stopped"', ({ services }) => void (services['schema']!.restart = 'unless-stopped')],
    ['temporal is open to other machines', ({ services }) => void services['temporal']!.ports!.push('7243:7243')],
    ['worker has IMIS_PASSWORD in its environment', ({ services }) => void (services['worker']!.environment!['IMIS_PASSWORD'] = 'x')],
    ['console reads other secrets than it has', ({ services }) => void services['console']!.secrets!.pop()],
    ['codec-server has a secret that is no file in secrets/', ({ secrets }) => void (secrets['encryption_keys'] = { file: './keys' })],
    ['worker runs dist/worker/run-all.js, which no build makes', ({ services }) => void services['worker']!.command!.splice(2, 1, 'dist/worker/run-all.js')],
    ['grafana mounts what is not there', ({ services }) => void services['grafana']!.volumes!.push('./deploy/none:/none:ro')],
    ['codec-server decrypts for other containers', ({ services }) => void delete services['codec-server']!.networks],
  ];
  test.each(BREACHES)('a breach is told: %s', (sentence, breach) => {
    const compose = readCompose();
    breach(compose);
    expect(faultsOf(compose)).toContain(sentence);
  });
});

describe('our services start by their words, and their health checks tell it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duesflow-compose-'));
  const started: ChildProcess[] = [];
  beforeAll(() => {
    writeFileSync(join(folder, 'console_env'), 'DUESFLOW_CONSOLE_TOKEN=a-token-of-some-length\n');
    writeFileSync(join(folder, 'encryption_keys'), `${newKey()}\n`);
  });
  afterAll(() => {
    for (const child of started) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** Another port than that of the file, and sources for the build. */
  const SOURCES: Record<string, string[]> = {
    'dist/client/cli/main.js': [fileURLToPath(new URL('client/cli/duesflow.mjs', ROOT))],
    'dist/test/simulator/main.js': ['--import', 'tsx', fileURLToPath(new URL('test/simulator/main.ts', ROOT))],
  };
  const isHealthy = (test: string[], port: string, to: string): boolean => {
    const [, node, flag, script] = test;
    expect([node, flag]).toEqual(['node', '-e']);
    expect(script).toContain(`127.0.0.1:${port}/`);
    return spawnSync(process.execPath, ['-e', script!.replace(port, to)], { timeout: 30_000 }).status === 0;
  };

  test.each(['console', 'codec-server', 'simulator'])('%s', async (name) => {
    const service = readCompose().services[name]!;
    const [, outside, inside] = service.ports![0]!.split(':') as [string, string, string];
    expect(outside).toBe(inside);
    const here = (text: string): string => text.replace('/run/secrets/', `${folder}/`);
    const words = commandOf(service).flatMap((word) => SOURCES[word] ?? here(word === inside ? '0' : word));
    const environment = Object.fromEntries(Object.entries(service.environment ?? {}).map(([key, value]) => [key, here(String(value))]));
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(process.execPath, [...words.slice(1), ...(words.includes('0') ? [] : ['--port', '0'])], {
      cwd: fileURLToPath(ROOT),
      env: { ...env, ...environment, ...(environment['TEMPORAL_ADDRESS'] && { TEMPORAL_ADDRESS: address() }) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    started.push(child);
    const [line] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
    const port = /:(\d+)\/?$/.exec(line.trim())![1]!;
    expect(isHealthy(service.healthcheck!.test, inside, port)).toBe(true);
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(isHealthy(service.healthcheck!.test, inside, port)).toBe(false);
  }, 90_000);
});

describe('Dockerfile', () => {
  const text = read('Dockerfile');

  test('is of a slim image with glibc at a pinned version, and runs as a user', () => {
    const images = [...text.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(images).toHaveLength(2);
    for (const image of images) expect(image).toMatch(/^node:(20|22|24)\.\d+\.\d+-bookworm-slim$/);
    const last = text.slice(text.lastIndexOf('\nFROM '));
    expect(last.indexOf('USER node')).toBeGreaterThan(0);
    expect(last).not.toMatch(/USER root/);
  });

  test('copies every folder that is compiled; secrets never enter it', () => {
    const { include } = JSON.parse(read('tsconfig.json')) as { include: string[] };
    for (const folder of include) expect(text).toContain(`COPY ${folder} ${folder}\n`);
    expect(read('.dockerignore').split('\n')).toEqual(expect.arrayContaining(['secrets', '.env', 'node_modules', '.git']));
  });
});
