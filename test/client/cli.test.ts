import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { addVerbs } from '../../client/cli/verbs.js';
import { isAlive } from '../../client/temporal/processes.js';
import { emptyPlace, forbid, startDev, type Place } from './command.js';

// Every command is a process of its own, and loads what it needs anew.
jest.setTimeout(180_000);

let place: Place;
beforeAll(async () => {
  place = await emptyPlace();
});
afterAll(() => place.leave());

const type: Place['type'] = (...line) => place.type(...line);
const inputFile: Place['file'] = (...file) => place.file(...file);

const enrol = {
  partyId: '12345',
  itemId: 'REG',
  beginDate: '2027-01-01',
  chapter: 'EAST',
  payment: { methodId: 'CASH', type: 'Cash' },
};

describe('as a user types it', () => {
  test('it says its version', async () => {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
    expect(await type('--version')).toMatchObject({ code: 0, out: `${version}\n` });
  });

  test('every verb explains itself with an example', () => {
    const program = new Command('duesflow').exitOverride();
    addVerbs(program);
    const verbs = program.commands.flatMap((verb) => [verb, ...verb.commands]);
    for (const verb of verbs) {
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
    const record = JSON.parse(await readFile(join(place.folder, '.duesflow', 'server.json'), 'utf8')) as object;
    expect(record).not.toHaveProperty('pid');
  });

  test('dev stays up: a flow parks (4), is decided on, and ends; Ctrl-C ends every part', async () => {
    const { child, done, simulator } = await startDev(place);
    await forbid(simulator, '/api/GroupMember');

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

    const { pid } = JSON.parse(await readFile(join(place.folder, '.duesflow', 'server.json'), 'utf8')) as { pid: number };
    child.kill('SIGINT');
    expect((await done).code).toBe(0);
    expect(isAlive(pid)).toBe(false);
    await expect(fetch(simulator)).rejects.toThrow();
  });
});
