/** What the n-th flow of a window is, and which line its end makes in the results file. */
import { workflowInfo } from '@temporalio/workflow';
import { businessKey } from '../contracts/keys.js';
import type { FlowEnd, FoundFlow, MemberLine, WindowInput } from '../contracts/window.js';
import { findFlow, readParties } from './activities.js';
import { startFlow, type Child } from './child.js';

/** Place in the list, from 1, with the party it stands for. */
export interface Item {
  n: number;
  partyId?: string;
  /** The flow of it was started by another than this window. */
  theirs?: true;
}

/** Party ids are read so many at a time: each reading is an event, and each id stands in the history. */
const CHUNK = 200;

/** Hands out the items in order. */
export class Items {
  private readonly input: WindowInput;
  private next: number;
  private ids: string[] = [];

  constructor(input: WindowInput, next: number) {
    this.input = input;
    this.next = next;
  }

  /** Not for several callers at once: the window takes turns. */
  async take(): Promise<Item | undefined> {
    const { source, total } = this.input;
    if (this.next > total) return undefined;
    const n = this.next;
    if (source.kind === 'packages') return { n: this.next++ };
    if (this.ids.length === 0) this.ids = await readParties(source.list, n, CHUNK);
    this.next += 1;
    const partyId = this.ids.shift();
    return partyId === undefined ? undefined : { n, partyId };
  }
}

/** The flow of an item, and its input. */
export const flowOf = ({ source }: WindowInput, { n, partyId }: Item) =>
  source.kind === 'packages'
    ? ({ flow: 'importPackage', input: { ...source.of, n } } as const)
    : ({ flow: 'renewMember', input: { ...source.of, partyId: partyId! } } as const);

/** undefined: a flow of that business key runs or ran already. */
export function start(window: WindowInput, item: Item): Promise<Child | undefined> {
  const { flow, input } = flowOf(window, item);
  return startFlow(flow, input);
}

/** Finds the flow of an item that was there already, whoever started it. */
export function find(window: WindowInput, item: Item): Promise<FoundFlow> {
  const { flow, input } = flowOf(window, item);
  return findFlow(flow, input, workflowInfo().workflowId);
}

export function idOf(window: WindowInput, item: Item): string {
  const { flow, input } = flowOf(window, item);
  return businessKey(flow, input);
}

/** The word of a member's line: what became of the renewal. */
function statusOf({ verdict, result }: FlowEnd, theirs: boolean): string {
  if (verdict === 'completed') return theirs || result['billed'] === false ? 'already-done' : 'renewed';
  return verdict === 'completed-with-exceptions' ? 'exceptions' : verdict;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `theirs`: another than this window had it renewed. */
export function memberLine(partyId: string, end: FlowEnd, theirs: boolean): MemberLine {
  const { workflowId, ids, result, message } = end;
  const optional = {
    invoiceId: ids['invoiceId'],
    billThrough: text(result['billThrough']),
    billedAmount: text(result['billedAmount']),
    paidAmount: text(result['amount']),
    message: message || undefined,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { partyId, status: statusOf(end, theirs), workflowId, ...given };
}
