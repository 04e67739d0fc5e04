/** Are payloads encrypted, and is every key there that has encrypted one? */
import type { Client } from '@temporalio/client';
import pMap from 'p-map';
import { TASK_QUEUE } from '../../workflows/contracts/names.js';
import { KEYS, type Key } from '../../privacy/keys.js';
import { messageOf } from '../problem.js';
import { keyIdsIn } from './key-ids.js';
import { bad, good, warning, type Check } from './check.js';

const CHECK = 'encryption';

/** What the settings say. */
export function checkKeys(keys: Key[]): Check {
  const [first, ...more] = keys;
  if (!first) return good(CHECK, 'off: who can read Temporal reads inputs and reports (docs/privacy.md)');
  return good(CHECK, `on: "${first.id}" encrypts${more.length > 0 ? `, ${more.map(({ id }) => `"${id}"`).join(', ')} decrypt as well` : ''}`);
}

/** Runs that are looked at in each of these places: all of some hundred thousand would take hours. */
const LOOKED_AT = 20;
/** Open runs, and closed ones by age in days: a key that was taken away too early has encrypted the oldest. */
const AGES = [0, 7, 30, 90, 180, 365];
const LAST_EVENTS = 10;

/** Some runs of every age, and all schedules, for keys that are not known here. */
export async function checkKeysInUse(client: Client, keys: Key[], now = Date.now()): Promise<Check[]> {
  const known = new Set(keys.map(({ id }) => id));
  try {
    const runs = await someRuns(client, now);
    const found = [
      ...(await pMap(runs, async (run) => ({ ...run, ids: await keyIdsOfRun(client, run) }), { concurrency: 5 })),
      ...(await schedules(client)),
    ];
    return missing(found.map((one) => ({ ...one, ids: one.ids.filter((id) => !known.has(id)) })), runs.length);
  } catch (error) {
    return [bad('keys in use', `cannot be looked for: ${messageOf(error)}`, 'Is the server new enough, and may this API key read histories?')];
  }
}

interface Run {
  workflowId: string;
  runId: string;
  open: boolean;
}
type Found = Pick<Run, 'workflowId' | 'open'> & { ids: string[] };

function missing(found: Found[], runs: number): Check[] {
  const ids = [...new Set(found.flatMap((one) => one.ids))].sort();
  if (ids.length === 0) return [good('keys in use', `all known, as far as ${runs} runs of all ages and the schedules show`)];
  return ids.map((id) => {
    const users = found.filter((one) => one.ids.includes(id));
    const open = users.filter((one) => one.open);
    const example = (open[0] ?? users[0]!).workflowId;
    const what = open.length > 0 ? `${open.length} open flows or schedules cannot go on` : `${users.length} closed flows cannot be read`;
    return warning('keys in use', `the key "${id}" is not known here: ${what}, such as ${example}`, `Add it to ${KEYS} of workers and callers, behind the first one (docs/privacy.md)`);
  });
}

async function someRuns(client: Client, now: number): Promise<Run[]> {
  const queue = `TaskQueue = '${process.env['DUESFLOW_TASK_QUEUE'] || TASK_QUEUE}'`;
  const places = AGES.flatMap((days) => {
    const before = days === 0 ? '' : ` AND StartTime < '${new Date(now - days * 86_400_000).toISOString()}'`;
    return [`${queue} AND ExecutionStatus = 'Running'${before}`, `${queue} AND ExecutionStatus != 'Running'${before}`];
  });
  const lists = await pMap(places, (query) => client.workflowService.listWorkflowExecutions({ namespace: client.options.namespace, query, pageSize: LOOKED_AT }), { concurrency: 4 });
  const runs = lists.flatMap(({ executions }) => executions).map(({ execution, closeTime }) => ({ workflowId: execution!.workflowId!, runId: execution!.runId!, open: !closeTime }));
  return [...new Map(runs.map((run) => [run.runId, run])).values()];
}

/** Its input and its end show which key was the first at either time. */
async function keyIdsOfRun({ workflowService, options: { namespace } }: Client, { workflowId, runId }: Run): Promise<string[]> {
  const execution = { workflowId, runId };
  const [begin, end] = await Promise.all([
    workflowService.getWorkflowExecutionHistory({ namespace, execution, maximumPageSize: 1 }),
    workflowService.getWorkflowExecutionHistoryReverse({ namespace, execution, maximumPageSize: LAST_EVENTS }),
  ]);
  return keyIdsIn([begin.history?.events, end.history?.events]);
}

/** A schedule keeps what it was created with, however old. */
async function schedules({ workflowService, options: { namespace } }: Client): Promise<Found[]> {
  const { schedules: all } = await workflowService.listSchedules({ namespace, maximumPageSize: 1000 });
  return await pMap(
    all ?? [],
    async ({ scheduleId }) => {
      const { schedule, memo } = await workflowService.describeSchedule({ namespace, scheduleId: scheduleId! });
      return { workflowId: `schedule ${scheduleId}`, open: true, ids: keyIdsIn([schedule, memo]) };
    },
    { concurrency: 5 },
  );
}
