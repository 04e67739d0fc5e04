/** Schedules as they are made, shown and kept. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { InvalidInput, type Duesflow } from '../../client/index.js';
import type { Bench } from '../setup/bench.js';
import { openScheduleBench, type ScheduleBench } from './schedules-world.js';
import { eventually } from './support.js';
import { problemOf } from './support.js';

let bench: Bench;
let duesflow: Duesflow;
let yearly: ScheduleBench['yearly'];
let checksOf: ScheduleBench['checksOf'];
let close: ScheduleBench['close'];
beforeAll(async () => {
  ({ bench, duesflow, yearly, checksOf, close } = await openScheduleBench());
});
afterAll(async () => await close());

describe('create', () => {
  test('keeps its policies, and its next times are those of the preview, each with date and key', async () => {
    const schedule = yearly('Regular Membership Fees');
    const preview = await duesflow.schedules.preview(schedule, 5);
    await duesflow.schedules.create(schedule);
    const view = await duesflow.schedules.show(schedule.scheduleId);
    expect(view.next).toEqual(preview);
    expect(preview).toHaveLength(5);
    const [{ at, effectiveDate, key }] = preview as [(typeof preview)[0]];
    // Six o'clock in Berlin in winter; the year is that of the scheduled day.
    expect(at).toMatch(/^\d{4}-01-01T05:00:00\.000Z$/);
    expect(effectiveDate).toBe(at.slice(0, 10));
    expect(key).toBe(`runRenewals:${bench.tenant.name}:REGULAR%20MEMBERSHIP%20FEES:${effectiveDate}:-:all`);
    expect(view.policies).toEqual({ overlap: 'ALLOW_ALL', catchUpMs: 7 * 86_400_000, pauseOnFailure: false, jitterMs: 0 });
    expect(view.input.requestedBy).toBe(`schedule ${schedule.scheduleId}`);
    expect(view).toMatchObject({ calendar: '06:00 on day 1 of month 1', paused: false, counts: { runs: 0, missed: 0, skipped: 0, failed: 0 } });

    const taken = await problemOf(duesflow.schedules.create(schedule));
    expect(taken).toMatchObject({ exitCode: 2, message: `There is a schedule ${schedule.scheduleId} already.` });
  });

  test('a preview leaves no schedule behind', async () => {
    await duesflow.schedules.preview(yearly('Regular Membership Fees'));
    const left: string[] = [];
    for await (const { scheduleId } of bench.client.schedule.list()) left.push(scheduleId);
    const described = await Promise.all(
      left.filter((id) => id.startsWith('duesflow-preview-')).map((id) => bench.client.schedule.getHandle(id).describe().catch(() => undefined)),
    );
    expect(described.filter(Boolean)).toEqual([]);
  });

  test('a wrong input or calendar is told before anything is created', async () => {
    const { schedules } = duesflow;
    const schedule = yearly('Regular Membership Fees');
    const create = (input: object, calendar: object = schedule.calendar) =>
      problemOf(schedules.create({ ...schedule, input: { ...schedule.input, ...input }, calendar }));
    expect(await create({ effectiveDateRule: 'next-month' })).toBeInstanceOf(InvalidInput);
    expect((await create({ effectiveDate: '2027-01-01' })).message).toContain('effectiveDate');
    expect((await create({ resultsFile: '/tmp/r.csv' })).message).toContain('each period would overwrite it');
    expect((await create({}, { cron: '0 6 1 1' })).message).toContain('five fields');
    expect((await create({}, { cron: '0 6 1 * 1' })).message).toContain('days of the week');
    expect((await create({}, { cron: '0 99 1 * *' })).message).toContain('Temporal refuses');
    expect((await create({}, {})).cure).toContain('--at HH:MM');
    expect((await problemOf(schedules.show(schedule.scheduleId))).message).toBe(`There is no schedule ${schedule.scheduleId}.`);
  });
});

test('a range of the future, or without a scheduled time, is refused', async () => {
  const schedule = yearly('Regular Membership Fees');
  await duesflow.schedules.create(schedule);
  const refused = async (from: string, to: string) => (await problemOf(duesflow.schedules.backfill(schedule.scheduleId, { from, to }))).message;
  expect(await refused('2199-01-01', '2199-12-31')).toContain('in the future');
  expect(await refused('2024-02-01', '2024-03-01')).toContain('no scheduled time');
  expect(await refused('2024-02-01', '2024-01-01')).toContain('ends before');
  expect(await refused('soon', 'later')).toContain('range is wrong');
});

test('pause, resume, delete', async () => {
  const schedule = yearly('Regular Membership Fees');
  const { scheduleId } = schedule;
  const { schedules } = duesflow;
  await schedules.create(schedule);
  await schedules.pause(scheduleId, 'new prices');
  expect(await schedules.show(scheduleId)).toMatchObject({ paused: true, note: 'new prices', next: [] });
  // The list of schedules follows within a second.
  const warned = await eventually(() => checksOf(scheduleId), (checks) => checks.length > 0);
  expect(warned).toEqual([expect.objectContaining({ ok: true, warning: true, message: expect.stringContaining('new prices') })]);
  await schedules.resume(scheduleId);
  expect((await schedules.show(scheduleId)).next).toHaveLength(5);
  await schedules.delete(scheduleId);
  expect((await problemOf(schedules.delete(scheduleId))).exitCode).toBe(2);
});

test('schedules of other workflows are not ours', async () => {
  const scheduleId = `other-${randomUUID().slice(0, 8)}`;
  const handle = await bench.client.schedule.create({
    scheduleId,
    spec: { intervals: [{ every: '30 days' }] },
    state: { paused: true },
    action: { type: 'startWorkflow', workflowType: 'somebodyElses', taskQueue: 'nowhere' },
  });
  try {
    expect((await problemOf(duesflow.schedules.pause(scheduleId, 'no'))).message).toContain('There is no schedule');
    const ids: string[] = [];
    for await (const view of duesflow.schedules.list()) ids.push(view.scheduleId);
    expect(ids).not.toContain(scheduleId);
  } finally {
    await handle.delete();
  }
});
