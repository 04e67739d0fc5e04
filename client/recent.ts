/** A page of the flows of late, and how many there are of each kind. */
import type { Client } from '@temporalio/client';
import { executionInfoFromRaw } from '@temporalio/client/lib/helpers.js';
import pMap from 'p-map';
import { FLOWS, INNER_FLOWS, type FlowName } from '../workflows/contracts/names.js';
import { LIST_STATES, toListed, visibilityQuery, type Listed, type ListFilter, type ListState } from './list.js';
import { unreachable } from './runs.js';

export interface RecentPage {
  flows: Listed[];
  /** Begins the next page; absent on the last. */
  next?: string;
}

/** @throws {Problem} when Temporal does not answer. */
export async function recentPage(client: Client, filter: ListFilter, pageSize: number, from?: string): Promise<RecentPage> {
  const { namespace, loadedDataConverter } = client.options;
  try {
    const { executions, nextPageToken } = await client.workflowService.listWorkflowExecutions({
      namespace,
      query: visibilityQuery(filter),
      pageSize,
      ...(from !== undefined && { nextPageToken: Buffer.from(from, 'base64url') }),
    });
    const flows = executions.map(async (raw) => toListed(await executionInfoFromRaw(raw, loadedDataConverter, raw, namespace)));
    const next = Buffer.from(nextPageToken).toString('base64url');
    return { flows: await Promise.all(flows), ...(next && { next }) };
  } catch (error) {
    throw unreachable(error, '');
  }
}

export interface Counts {
  /** `cut-off`: ended from outside, so without a verdict. Those that are none are left out. */
  states: [ListState | 'cut-off', number][];
  flows: [FlowName, number][];
}

/** Every kind is a count of its own: the server groups by status alone. */
const AT_A_TIME = 8;

/** By state of what the filter's flow leaves, and by flow of what its state leaves. @throws {Problem} */
export async function countFlows(client: Client, { state: chosenState, flow: chosenFlow, ...filter }: ListFilter): Promise<Counts> {
  const count = async (more: ListFilter): Promise<number> => (await client.workflow.count(visibilityQuery({ ...filter, ...more }))).count;
  const all = <T>(kinds: readonly T[], filterOf: (kind: T) => ListFilter): Promise<[T, number][]> =>
    pMap(kinds, async (kind): Promise<[T, number]> => [kind, await count(filterOf(kind))], { concurrency: AT_A_TIME });
  try {
    const [counted, flows] = await Promise.all([all(LIST_STATES, (state) => ({ state, flow: chosenFlow })), all([...FLOWS, ...INNER_FLOWS], (flow) => ({ flow, state: chosenState }))]);
    const closed = counted.find(([state]) => state === 'closed')?.[1] ?? 0;
    const ended = counted.filter(([state]) => !NOT_AN_END.includes(state)).reduce((sum, [, number]) => sum + number, 0);
    const states: Counts['states'] = [...counted.filter(([state]) => state !== 'closed'), ['cut-off', Math.max(0, closed - ended)]];
    return { states: states.filter(isSome), flows: flows.filter(isSome) };
  } catch (error) {
    throw unreachable(error, '');
  }
}

const NOT_AN_END: ListState[] = ['closed', 'running', 'parked', 'compensating'];
const isSome = ([, number]: [unknown, number]): boolean => number > 0;
