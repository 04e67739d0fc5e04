import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { addVerbs } from '../../client/cli/verbs.js';
import { isAlive } from '../../client/temporal/processes.js';

const bin = fileURLToPath(new URL('../../client/cli/duesflow.mjs', import.meta.url));
/** As on a fresh clone: an empty folder, nothing configured. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duesflow-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function duesflow(parameters: string[], { env = {}, input = '' }: { env?: NodeJS.ProcessEnv; input?: string } = {}) {
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [bin, ...parameters], { cwd: folder, env: { ...inherited, ...env } });
  const ended: Ended = { code: null, out: '', err: '' };
  child.stdout.on('data', (data) => (ended.out += String(data)));
  child.stderr.on('data', (data) => (ended.err += String(data)));
  child.stdin.end(input);
  const done = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ ...ended, code })));
  return { child, ended, done };
}

const type = (line: string, options?: Parameters<typeof duesflow>[1]): Promise<Ended> =>
  duesflow(line.split(' '), options).done;

async function inputFile(name: string, input: object): Promise<string> {
  await writeFile(join(folder, name), JSON.stringify(input));
  return name;
}

const enrol = {
  partyId: '12345',
  itemId: 'REG',
  beginDate: '2027-01-01',
  chapter: 'EAST',
  payment: { methodId: 'CASH', type: 'Cash' },
};

describe('as a user types it', () => {
  test('every verb explains itself with an example', () => {
    const program = new Command('duesflow').exitOverride();
    addVerbs(program);
    for (const verb of program.commands) {
      let help = '';
      verb.configureOutput({ writeOut: (text) => (help += text) }).exitOverride();
      expect(() => verb.outputHelp()).not.toThrow();
      expect(help).toMatch(/Usage: /);
      if (verb.name() !== 'demo') expect(help).toMatch(/Examples?:\n {2}.*duesflow/);
    }
  });

  test('wrong input: exit code 2, each member and the cure; with --json standard output is JSON alone', async () => {
    const input = JSON.stringify({ ...enrol, partyId: 7, colour: 'red' });
    const { code, out, err } = await type('start enrolMember --input - --wait --json', { input });
    expect(code).toBe(2);
    expect(JSON.parse(out).error).toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(/partyId.*colour/s),
    });
    expect(err).toMatch(/^error: .*\ncure: .*duesflow schemas enrolMember/);
    expect(err).not.toMatch(/ at .*\.ts:/);
  });

  test('wrong usage: exit code 2', async () => {
    const [verb, option, json] = await Promise.all([
      type('strat'),
      type('list --state odd'),
      type('key enrolMember --input -', { input: '{"partyId": 1,\n"itemId" }' }),
    ]);
    expect([verb.code, option.code, json.code]).toEqual([2, 2, 2]);
    expect(verb.err).toContain('Did you mean start?');
    expect(option.err).toContain('parked');
    expect(json.err).toContain('line 2');
    expect(json.err).not.toContain('itemId');
  });

  test('no Temporal: exit code 5 and the cure, whether none is configured or it does not answer', async () => {
    const [none, away] = await Promise.all([
      type('list --json'),
      type('report x', { env: { TEMPORAL_ADDRESS: '127.0.0.1:1' } }),
    ]);
    expect([none.code, away.code]).toEqual([5, 5]);
    expect(JSON.parse(none.out).error.cure).toContain('duesflow dev');
    expect(away.err).toMatch(/127\.0\.0\.1:1 does not answer/);
  });

  test('the key of an input', async () => {
    const file = await inputFile('key.json', { ...enrol, itemId: 'reg', occasion: 'gift' });
    expect(await type(`key enrolMember --input ${file}`)).toMatchObject({
      code: 0,
      out: 'enrolMember:default:12345:REG:2027-01-01:gift\n',
    });
  });
});

describe('with nothing set up', () => {
  test('start --wait runs all that it needs and ends it; a repeated start finds the flow', async () => {
    const file = await inputFile('enrol.json', enrol);
    const { code, out, err } = await type(`start enrolMember --input ${file} --wait --json`);
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringMatching(/running Temporal, a worker and the simulator/),
    });
    expect(JSON.parse(out)).toMatchObject({ verdict: 'completed', ids: { invoiceId: expect.any(String) } });

    const again = await type(`start enrolMember --input ${file} --wait`);
    expect(again.code).toBe(0);
    expect(again.err).toMatch(/started before, on \d{4}/);
    expect(again.out).toMatch(/^Completed:/);
    const record = JSON.parse(await readFile(join(folder, '.duesflow', 'server.json'), 'utf8')) as object;
    expect(record).not.toHaveProperty('pid');
  });

  test('dev stays up: a flow parks (4), is decided on, and ends; Ctrl-C ends every part', async () => {
    const { child, ended, done } = duesflow(['dev']);
    const line = async (pattern: RegExp): Promise<string> => {
      for (let i = 0; i < 600 && !pattern.test(ended.out); i++) await new Promise((resolve) => setTimeout(resolve, 50));
      return pattern.exec(ended.out)?.[1] ?? '';
    };
    const simulator = await line(/Simulator +(\S+)[^]*Ready/);
    const fault = { match: { method: 'POST', path: '/api/GroupMember' }, fault: { kind: '403' } };
    const body = JSON.stringify(fault);
    await fetch(`${simulator}/_sim/faults`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

    const file = await inputFile('add.json', { partyId: '23216', add: 'NORTH' });
    const parked = await type(`start changeChapter --input ${file} --wait`);
    const id = 'changeChapter:default:23216:add:NORTH';
    expect(parked.code).toBe(4);
    expect(parked.out).toContain(`duesflow repair ${id} retry --by YOU --why REASON`);

    const [list, refused, doctor] = await Promise.all([
      type('list --state parked --json'),
      type(`repair ${id} retryWith --by me --why it`),
      type('doctor --json'),
    ]);
    expect(JSON.parse(list.out)).toEqual([expect.objectContaining({ workflowId: id, state: 'parked' })]);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('retryWith was refused') });
    expect((JSON.parse(doctor.out) as { ok: boolean }[]).filter(({ ok }) => !ok)).toEqual([]);
    expect(doctor.code).toBe(0);

    expect(await type(`repair ${id} retry --by me --why rights`)).toMatchObject({
      code: 0,
      out: expect.stringContaining('accepted'),
    });
    const after = await type(`start changeChapter --input ${file} --wait --json --timeout 30`);
    expect(JSON.parse(after.out)).toMatchObject({ verdict: 'completed' });

    const { pid } = JSON.parse(await readFile(join(folder, '.duesflow', 'server.json'), 'utf8')) as { pid: number };
    child.kill('SIGINT');
    expect((await done).code).toBe(0);
    expect(isAlive(pid)).toBe(false);
    await expect(fetch(simulator)).rejects.toThrow();
  });
});
