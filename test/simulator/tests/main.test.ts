import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command; `seen` gets standard output as it grows and may end the process. */
function run(args: string[], seen?: (out: string, end: (signal: NodeJS.Signals) => void) => void): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    seen?.(out, (signal) => child.kill(signal));
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve({ code, out, err })));
}

describe('the simulator alone', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints address and login, serves, and ends cleanly on %s',
    async (signal) => {
      const faults = join(folder, 'faults.json');
      await writeFile(faults, JSON.stringify([{ match: { path: '/api/Party' }, fault: { kind: '403' } }]));
      let status = Promise.resolve(0);
      const ended = await run(['--invoices', 'persisted', '--seed', '3', '--faults', faults], (out, end) => {
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(out)?.[0];
        if (!url || !out.includes('_sim/ledger')) return;
        status = fetch(`${url}/api/Party/12345`).then((answer) => {
          end(signal);
          return answer.status;
        });
      });
      expect(await status).toBe(403);
      expect(ended).toMatchObject({ code: 0, err: '' });
      expect(ended.out).toContain('duesflow / simulator');
    },
  );

  it('shows its usage and refuses wrong options with code 2', async () => {
    const [help, wrong, unknown] = await Promise.all([run(['--help']), run(['--port', 'x']), run(['--colour', 'red'])]);
    expect([help.code, wrong.code, unknown.code]).toEqual([0, 2, 2]);
    expect(help.out).toContain('--invoices');
    expect(wrong.err).toContain('--port must be a whole number');
    expect(unknown.err).toContain('Usage');
  });
});
