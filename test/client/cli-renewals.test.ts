/** `duesflow renew` and `duesflow schedule` as a user types them. */
import { describe, expect, test } from '@jest/globals';
import { devPlace } from './command.js';

const { type } = devPlace();

describe('renew', () => {
  const run = "renew 'Chapter Fees' --effective-date 2027-01-01";

  test('needs its mode, unless it only plans', async () => {
    const [none, list] = await Promise.all([type(run), type(`${run} --mode bulk --party 12345`)]);
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('--mode bulk or --mode individual') });
    expect(list).toMatchObject({ code: 2, err: expect.stringContaining('partyIds: a bulk Run takes no list') });
    expect(await type(`${run} --plan`)).toMatchObject({ code: 0, out: expect.stringMatching(/^Completed: [^]*plan renewals/) });
  });

  test('waits for approval with its figures (4), and is listed so; approved, it renews each member', async () => {
    const individual = "renew 'Regular Membership Fees' --effective-date 2026-01-01 --mode individual --party 23224 --approval required";
    const parked = await type(individual);
    expect(parked).toMatchObject({ code: 4, out: expect.stringMatching(/^Parked: the plan waits for approval/) });
    const [, id] = /duesflow repair (\S+) approve --by YOU/.exec(parked.out)!;
    expect(JSON.parse((await type('list --state parked --flow runRenewals --json')).out)).toEqual([
      expect.objectContaining({ workflowId: id, step: 'approve plan' }),
    ]);
    expect((await type(`repair ${id} approve --by me --why figures`)).code).toBe(0);
    const done = await type(individual);
    expect(done.err).toMatch(/1 of 1 members \(100 %\)/);
    expect(done.out).toMatch(/^Completed: [^]*renewed +1/);
  });

  test('--detach comes back at once; --json is JSON alone', async () => {
    const { code, out } = await type(`${run} --plan --occasion once --detach --json`);
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 0, workflowId: expect.stringMatching(/:plan:.*:once$/), earlier: false });
  });
});

test('schedule: dry run, create, list, backfill, show, pause, doctor, delete', async () => {
  const asked = "schedule create dues --cycle 'Chapter Fees' --mode individual --effective year-start --time-zone Europe/Berlin";
  const [twice, preview] = await Promise.all([
    type(`${asked} --at 06:00 --calendar '0 6 1 1 *'`),
    type(`${asked} --calendar '0 6 1 1 *' --dry-run`),
  ]);
  expect(twice).toMatchObject({ code: 2, err: expect.stringContaining('given twice') });
  expect(preview.code).toBe(0);
  expect(preview.out.split('\n').filter((line) => /^ {2}\d{4}-01-01 06:00 \w+ {2}for \d{4}-01-01 {2}runRenewals:default:CHAPTER/.test(line))).toHaveLength(5);

  expect((await type(`${asked} --calendar '0 6 1 1 *'`)).out).toMatch(/overlap {4}ALLOW_ALL/);
  expect(await type('schedule backfill dues --from 2025-01-01 --to 2025-12-31')).toMatchObject({ code: 0, out: expect.stringContaining('for 2025-01-01') });
  const [list, show] = await Promise.all([type('schedule list --json'), type('schedule show dues')]);
  expect(JSON.parse(list.out)).toEqual([expect.objectContaining({ scheduleId: 'dues', paused: false })]);
  expect(show.out).toMatch(/Last runs[^]*runRenewals:default:CHAPTER%20FEES:2025-01-01/);
  expect((await type("schedule pause dues --note 'new prices'")).code).toBe(0);
  const doctor = await type('doctor');
  expect(doctor.out).toMatch(/warn {3}schedule dues: is paused: new prices/);
  expect(doctor.out).toMatch(/ok {5}data folder: /);
  expect((await type('schedule resume dues')).out).toMatch(/^Resumed: dues, next /);
  expect((await type('schedule delete dues')).out).toContain('Its flows stay');
  expect(await type('schedule show dues')).toMatchObject({ code: 2, err: expect.stringContaining('There is no schedule dues') });
});
