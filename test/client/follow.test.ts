import { expect, test } from '@jest/globals';
import { follow } from '../../client/cli/follow.js';
import type { Started } from '../../client/start.js';
import type { Report, StepOutcome } from '../../workflows/contracts/report.js';

const report = (state: Report['state'], outcome: StepOutcome): Report =>
  ({
    state,
    verdict: state === 'closed' ? 'completed' : null,
    steps: [{ name: 'pay', outcome, compensation: null }],
  }) as unknown as Report;

/** A flow that tells these reports one after the other, and ends with `end`. */
const flow = (seen: Report[], end: Promise<Report>): Started =>
  ({
    workflowId: 'x',
    report: async () => (seen.length > 1 ? seen.shift()! : seen[0]!),
    result: () => end,
  }) as unknown as Started;

const never = new Promise<Report>(() => {});

test('tells each change once and returns the end', async () => {
  const lines: string[] = [];
  let close: (end: Report) => void = () => {};
  const end = new Promise<Report>((resolve) => (close = resolve));
  // It ends some looks after the first line.
  const say = (line: string) => {
    if (lines.push(line) === 1) setTimeout(() => close(report('closed', 'done')), 700);
  };
  const ended = await follow(flow([report('running', 'pending')], end), { say });
  expect(ended.verdict).toBe('completed');
  expect(lines).toEqual(['  pay: in progress', '  pay: done']);
});

test('returns when the flow parks', async () => {
  const seen = [report('running', 'pending'), report('parked', 'unknown')];
  expect((await follow(flow(seen, never), { say: () => {} })).state).toBe('parked');
});

test('returns how it stands when the time is over; without a worker it says that the flow goes on', async () => {
  const options = { say: () => {}, timeoutMs: 250 };
  expect((await follow(flow([report('running', 'pending')], never), options)).state).toBe('running');
  const silent = { ...flow([], never), report: () => Promise.reject(new Error('no worker')) };
  await expect(follow(silent, options)).rejects.toMatchObject({ exitCode: 5 });
});

test('a flow that ends without a report ends the wait with its fault', async () => {
  await expect(
    follow(flow([report('running', 'pending')], Promise.reject(new Error('terminated'))), { say: () => {} }),
  ).rejects.toThrow('terminated');
});
