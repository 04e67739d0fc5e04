/** Activities of the windows: ends of flows, lists, results. They call no membership API. */
import { Context } from '@temporalio/activity';
import { WorkflowFailedError, type Client } from '@temporalio/client';
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { differences } from '../../workflows/contracts/differences.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import { businessKey } from '../../workflows/contracts/keys.js';
import { RETRY, type FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { endOfFailed, toEnd, withoutReport, type FlowEnd, type FoundFlow, type MemberLine, type PartyList } from '../../workflows/contracts/window.js';
import { appendResults, type PackageEnd } from '../imports/results.js';
import { appendMembers, appendUnbegun, type Unbegun } from '../renewals/member-results.js';
import { readParties } from '../renewals/parties.js';
import { inputOf } from './start-or-join.js';

/** How one package, or several in a row, ended. */
export interface PackagesEnd {
  from: number;
  to: number;
  /** Said of the rows of a package that left no results. */
  status: 'not-sent' | 'unknown';
  otherwise: string;
}

export interface PackagesEnded {
  tenant: string;
  contentHash: string;
  jobId: string;
  file: string;
  offset: number;
  /** In order, without a gap. */
  packages: PackagesEnd[];
}

export interface WindowActivities {
  /** A flow that is there already, compared with what would be started. */
  findFlow<F extends FlowName>(flow: F, input: InputOf<F>, window: string): Promise<FoundFlow>;
  /** The ends of those that have one; asks for another attempt while none has. */
  awaitFlows(workflowIds: string[]): Promise<FlowEnd[]>;
  readParties(list: PartyList, from: number, count: number): Promise<string[]>;
  /** @returns the next offset. */
  appendMembers(batch: { file: string; offset: number; lines: MemberLine[] }): Promise<number>;
  /** A line for each party of the list from the `from`-th on. @returns the next offset. */
  appendUnbegun(rest: Unbegun): Promise<number>;
  /** @returns the next offset, and how many lines of each status were written. */
  appendPackages(batch: PackagesEnded): Promise<{ offset: number; counts: Record<string, number> }>;
}

export function createWindowActivities(dataDir: string): WindowActivities {
  return {
    findFlow: (flow, input, window) => find(Context.current().client, flow, input, window),
    async awaitFlows(workflowIds) {
      const ends: FlowEnd[] = [];
      for (const id of workflowIds) {
        const end = await peek(Context.current().client, id);
        if (end) ends.push(end);
        Context.current().heartbeat();
      }
      if (ends.length > 0) return ends;
      throw ApplicationFailure.create({
        type: RETRY.busy,
        message: `${workflowIds.length} flows have not ended yet`,
        category: ApplicationFailureCategory.BENIGN,
      });
    },
    readParties: (list, from, count) => readParties(dataDir, list, from, count),
    appendMembers: ({ file, offset, lines }) => appendMembers(file, offset, lines),
    appendUnbegun: (rest) => appendUnbegun(dataDir, rest),
    appendPackages: ({ packages, ...batch }) => appendResults({ dataDir, ...batch, packages: packages.flatMap(each) }),
  };
}

const each = ({ from, to, status, otherwise }: PackagesEnd): PackageEnd[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ n: from + index, status, otherwise }));

async function find<F extends FlowName>(client: Client, flow: F, input: InputOf<F>, window: string): Promise<FoundFlow> {
  const handle = client.workflow.getHandle(businessKey(flow, input));
  const { parentExecution } = await handle.describe();
  const ours = parentExecution?.workflowId === window;
  const differing = ours ? [] : differences(flow, await inputOf(client, handle), input);
  if (differing.length > 0) {
    const message = `a flow of this key runs or ran with another ${differing.join(', ')}: see its report`;
    return { ours, end: { ...withoutReport(handle.workflowId, message), verdict: 'conflict' } };
  }
  const end = await peek(client, handle.workflowId);
  return end ? { ours, end } : { ours };
}

async function peek(client: Client, workflowId: string): Promise<FlowEnd | null> {
  const handle = client.workflow.getHandle(workflowId);
  const { status } = await handle.describe();
  if (status.name === 'RUNNING') return null;
  try {
    return toEnd(workflowId, (await handle.result()) as Report);
  } catch (error) {
    // Not told, or not decrypted: no word about its end.
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    const details = cause instanceof ApplicationFailure ? cause.details : undefined;
    return endOfFailed(workflowId, details, `ended without a report (${status.name})`);
  }
}
