/** A window of flows as one part of a flow: its progress, its end, and a person's words to it. */
import {
  ChildWorkflowFailure,
  condition,
  defineSignal,
  ParentClosePolicy,
  setHandler,
  startChild,
  type ChildWorkflowHandle,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { SIGNAL, windowId } from '../contracts/names.js';
import { oneLine } from '../contracts/one-line.js';
import type { WindowInput, WindowProgress, WindowState } from '../contracts/window.js';
import type { slidingWindow } from '../window/sliding-window.js';
import { sentence } from '../window/progress.js';
import { now } from './clock.js';
import { display } from './display.js';
import { newEntry } from './entry.js';
import { TurnBack } from './errors.js';
import { park } from './park.js';
import { finish } from './part.js';
import type { Entry, SagaData } from './state.js';

type Handle = ChildWorkflowHandle<typeof slidingWindow>;

/** Runs the window to its end. Throws TurnBack when a cancel came before anything was begun. */
export async function runWindow(data: SagaData, name: string, input: WindowInput): Promise<WindowState> {
  const entry = newEntry(data, { name, kind: 'pivot' }, undefined);
  let known: WindowProgress | undefined;
  setHandler(defineSignal<[WindowProgress]>(SIGNAL.progress), (progress) => {
    known = progress;
    entry.report.note = sentence(progress);
    display(data);
  });
  for (;;) {
    entry.report.attempts += 1;
    display(data);
    const ended = await attempt(data, entry, input, () => known);
    if (typeof ended !== 'string') return conclude(data, entry, input, ended);
    await park(data, entry, 'forward', ended, { verbs: ['retry'] });
  }
}

/** One window to its end, or why it has none. */
async function attempt(data: SagaData, entry: Entry, input: WindowInput, known: () => WindowProgress | undefined): Promise<WindowState | string> {
  const handle = await start(data, entry.report.name, input, entry.report.attempts > 1);
  if (!handle) return `the window ${windowId(data.key)} runs already: wait for its end in the Web UI, then retry`;
  entry.prior = 'maybeSent';
  let over = false;
  void passOnCancel(data, handle, () => over);
  void offerToEnd(data, entry, handle, known, () => over);
  try {
    return await handle.result();
  } catch (error) {
    if (!(error instanceof ChildWorkflowFailure)) throw error;
    return `the window ended without a result (${error.cause?.message ?? error.message}); retry begins it again, and it finds what was done`;
  } finally {
    over = true;
  }
}

/** A window begun again goes through all of them: what has begun or ended is found by its business key. */
async function start(data: SagaData, name: string, input: WindowInput, begun: boolean): Promise<Handle | undefined> {
  try {
    return await startChild<typeof slidingWindow>('slidingWindow', {
      workflowId: windowId(data.key),
      args: [{ ...input, ...(begun ? { again: true } : data.cancelRequested && { stopped: true }) }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: oneLine(`${name}: ${input.total} ${input.source.kind}, ${input.size} at a time`, 200),
    });
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return undefined;
    throw error;
  }
}

async function passOnCancel(data: SagaData, handle: Handle, over: () => boolean): Promise<void> {
  await condition(() => over() || data.cancelRequested);
  if (!over()) await handle.signal(SIGNAL.stop).catch(() => undefined);
}

/** When nothing is left but what waits for people, the flow waits for people too: `skip` ends it without them. */
async function offerToEnd(data: SagaData, entry: Entry, handle: Handle, known: () => WindowProgress | undefined, over: () => boolean): Promise<void> {
  const held = (): boolean => {
    const { waiting = [], ended = 0, total = 1, next = 1, stopped } = known() ?? {};
    return waiting.length > 0 && (ended + waiting.length >= total || (stopped !== undefined && ended + waiting.length >= next - 1));
  };
  await condition(() => over() || held());
  if (over()) return;
  const why = `${known()!.waiting.length} wait for a person: decide on each (duesflow list --state parked), or skip to end without them`;
  const decision = await park(data, entry, 'forward', why, { verbs: ['skip'], until: () => over() || !held() });
  if (decision) await handle.signal(SIGNAL.dontWait).catch(() => undefined);
  else await offerToEnd(data, entry, handle, known, over);
}

function conclude(data: SagaData, entry: Entry, input: WindowInput, state: WindowState): WindowState {
  if (state.stopped === 'cancel' && state.next === 1 && entry.report.attempts === 1) {
    entry.prior = 'none';
    Object.assign(entry.report, { outcome: 'rejected', note: 'nothing was begun', endedAt: now() });
    data.cause ??= { step: entry.report.name, type: 'cancelled', message: 'a cancel was asked for' };
    throw new TurnBack(true);
  }
  data.exceptions ||= state.failures > 0 || state.waiting.length > 0 || state.stopped !== undefined;
  if (state.stopped) {
    const left = input.total - state.ended - state.waiting.length;
    const why = state.stopped === 'cancel' ? 'a cancel was asked for' : `more than ${input.maxFailures} failures`;
    data.cause ??= { step: entry.report.name, type: 'stopped', message: `${why}: ${left} of ${input.total} were not begun` };
  }
  finish(data, entry, sentence({ ...state, total: input.total, at: now() }));
  data.pastPivot = true;
  return state;
}
