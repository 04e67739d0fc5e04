/**
 * Starts a flow for each of many, so many at a time, and counts how they end. It holds counts, not results, and begins
 * a new run before its history grows long; what it started lives on by itself (DESIGN section 7).
 */
import {
  continueAsNew,
  defineQuery,
  defineSignal,
  getExternalWorkflowHandle,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { PROGRESS_QUERY, SIGNAL } from '../contracts/names.js';
import type { WindowInput, WindowProgress, WindowState } from '../contracts/window.js';
import { now } from '../saga/clock.js';
import { progressText } from './progress.js';
import { Window } from './window.js';

const newState = (input: WindowInput): WindowState => ({
  next: 1,
  ended: 0,
  counts: {},
  failures: 0,
  waiting: [],
  written: 0,
  offset: input.offset,
  startedAt: now(),
  ...(input.stopped && { stopped: 'cancel' }),
});

/** So many words to the owner in all, whatever the number of flows. */
const WORDS = 50;

export async function slidingWindow(input: WindowInput, state = newState(input)): Promise<WindowState> {
  let told = state.ended;
  const progress = (): WindowProgress => ({ ...state, total: input.total, heldUp: [...window.heldUp], at: now() });
  const tell = (atOnce = false): void => {
    setCurrentDetails(progressText(progress()));
    if (!atOnce && state.ended - told < input.total / WORDS && state.ended < input.total) return;
    told = state.ended;
    void tellOwner(progress());
  };
  const window = new Window(input, state, tell);
  setHandler(defineQuery<WindowProgress>(PROGRESS_QUERY), progress);
  setHandler(defineSignal<[string]>(SIGNAL.childParked), (id) => window.parked(id));
  setHandler(defineSignal<[string]>(SIGNAL.childPassed), (id) => window.passed(id));
  setHandler(defineSignal(SIGNAL.stop), () => window.stop());
  setHandler(defineSignal(SIGNAL.dontWait), () => void (window.wait = false));
  setCurrentDetails(progressText(progress()));

  if (await window.fill()) return await continueAsNew<typeof slidingWindow>(input, state);
  if (state.waiting.length > 0) void tellOwner(progress());
  await window.waitForTheRest();
  return state;
}

/** The owner may have ended: then nobody listens. */
async function tellOwner(progress: WindowProgress): Promise<void> {
  const owner = workflowInfo().parent?.workflowId;
  if (owner === undefined) return;
  await getExternalWorkflowHandle(owner).signal(SIGNAL.progress, progress).catch(() => undefined);
}
