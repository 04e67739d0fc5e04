import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { converterOf } from '../../privacy/converter.js';
import { loadBundle } from '../../worker/bundle.js';
import { SEALED, SEALED_KEY } from './sealed.js';

const folder = new URL('./histories/', import.meta.url);
const saved = readdirSync(folder).filter((name) => name.endsWith('.json'));

interface Saved {
  events: { workflowExecutionStartedEventAttributes?: { workflowId?: string } }[];
}

const historyOf = (name: string): Saved => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Saved;
/** A flow compares its id with its business key, so a replay needs the id. */
const idOf = ({ events: [first] }: Saved): string | undefined => first!.workflowExecutionStartedEventAttributes!.workflowId;

const converterFor = (name: string) => (name.startsWith(SEALED) ? { dataConverter: converterOf([SEALED_KEY]) } : {});

async function replay(name: string, change: (code: string) => string = (code) => code): Promise<void> {
  const history = historyOf(name);
  await Worker.runReplayHistory({ workflowBundle: { code: change(await loadBundle()) }, ...converterFor(name) }, history, idOf(history));
}

// The broken variant's failure would be logged at length.
beforeAll(() => void Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'OFF', forward: {} } } }));

test('there are saved histories to replay', () => {
  expect(saved.length).toBeGreaterThanOrEqual(5);
});

test.each(saved)('the present code replays %s', async (name) => {
  await replay(name);
});

// Turning traces on or off must not disturb the flows that are open.
test.each(saved)('the present code with traces replays %s', async (name) => {
  const history = historyOf(name);
  const sinks = { exporter: { export: { fn: () => undefined } } };
  await Worker.runReplayHistory({ workflowBundle: { code: await loadBundle(undefined, true) }, sinks, ...converterFor(name) }, history, idOf(history));
});

test('what is said to be encrypted is, and its reasons to decide so are read with the key', async () => {
  const sealed = saved.filter((name) => name.startsWith(SEALED));
  expect(sealed.length).toBeGreaterThan(0);
  for (const name of sealed) {
    const encodings = new Set([...readFileSync(new URL(name, folder), 'utf8').matchAll(/"encoding": "([^"]*)"/g)].map(([, encoding]) => Buffer.from(encoding!, 'base64').toString()));
    // Search attributes are readable on purpose.
    expect([...encodings].sort()).toEqual(['binary/encrypted', 'json/plain']);
    const broken = replay(name, (code) => code.replaceAll("act: 'createSubscription'", "act: 'createMembership'"));
    await expect(broken).rejects.toThrow(/TMPRL1100/);
  }
});

test('code that asks another activity fails the replay', async () => {
  const broken = replay('enrol-member-completed.json', (code) => code.replaceAll("act: 'createSubscription'", "act: 'createMembership'"));
  await expect(broken).rejects.toThrow(/TMPRL1100/);
});

test.each([
  ['told its invoice as it ended', 'purchase-subscription-paid.json', 99],
  ['told it after the step, at once', 'enrol-member-completed.json', 1],
])('the version of its answers says when a run has %s', async (_, name, since) => {
  const broken = replay(name, (code) => code.replaceAll(/ANNOUNCED_LATE = \d+/g, `ANNOUNCED_LATE = ${since}`));
  await expect(broken).rejects.toThrow(/TMPRL1100/);
});
