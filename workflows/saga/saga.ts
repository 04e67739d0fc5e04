/** The wiring of a flow: key, relay, handlers, way forward, way back, report. */
import { ApplicationFailure, CancellationScope, defineQuery, setHandler, workflowInfo } from '@temporalio/workflow';
import type { InputOf } from '../contracts/inputs.js';
import { DEFAULT_TENANT, EFFECTS_QUERY, FAILURE, REPORT_QUERY, type FlowName } from '../contracts/names.js';
import type { Report } from '../contracts/report.js';
import { partyOf } from '../contracts/start.js';
import type { WindowInput, WindowState } from '../contracts/window.js';
import { announceState, isAnnounced } from './announce.js';
import { approval, objection, type Approval } from './approval.js';
import { close, end } from './close.js';
import { display } from './display.js';
import { TurnBack } from './errors.js';
import { join } from './join.js';
import { keyed, relay } from './key.js';
import { forgetWentForward, tellOfCancel } from './late-cancel.js';
import { hold, type Release } from './lock.js';
import { runWindow } from './owned-window.js';
import { handleVerbs } from './park.js';
import { part, type Done, type Part } from './part.js';
import { backwardVerdict, effectsOf, forwardVerdict, toReport } from './report.js';
import { StepRunner, type Run } from './run.js';
import type { SagaData } from './state.js';
import { undoAll } from './undo.js';

/** What a flow's body may say beside running steps. */
export interface Saga {
  /** Business key of the flow. */
  key: string;
  /** Members of the report's `result`. */
  result: Record<string, unknown>;
  note(text: string): void;
  /** Something was not done as wished, though the flow goes on: the verdict says so. */
  exception(text: string): void;
  /** Ends the flow as rejected (or takes back what was done). */
  refuse(step: string, why: string): never;
  /** A part that is no call to the API, such as reading a file. */
  part<T>(part: Part, doIt: () => Promise<Done<T>>): Promise<T>;
  /** Starts a flow for each of many and waits for their ends. */
  window(name: string, input: WindowInput): Promise<WindowState>;
  /** Another flow, under its own key: one part of this one. undefined: a person went on without it. */
  join<F extends FlowName>(name: string, flow: F, input: InputOf<F>): Promise<Report | undefined>;
  /** Waits for a person's word on a plan. */
  approval(why: string): Promise<Approval>;
  /** Waits until a person has put right what stands against going on. */
  objection(name: string, why: string): Promise<void>;
  /** Holds a lock until it is let go or the flow ends; waits for other flows that hold it. */
  hold(name: string, lockId: string): Promise<Release>;
}

type Body<F extends FlowName> = (run: Run, input: InputOf<F>, saga: Saga) => Promise<void>;

/** Makes a workflow of a flow's body. */
export function flow<F extends FlowName>(name: F, body: Body<F>): (input: InputOf<F>) => Promise<Report> {
  return async (given) => {
    const { key, input } = await keyed(name, given);
    if (key !== workflowInfo().workflowId) return await relay(name, { key, input });
    const data = newData(name, key, input);
    setHandler(defineQuery<Report>(REPORT_QUERY), () => toReport(data));
    setHandler(defineQuery<string[]>(EFFECTS_QUERY), () => effectsOf(data));
    handleVerbs(data);
    noticeCancel(data);
    // Nothing a flow has begun is cut off from outside: a cancel is a wish that run.ts looks at between steps.
    return await CancellationScope.nonCancellable(() => drive(data, input, body));
  };
}

async function drive<F extends FlowName>(data: SagaData, input: InputOf<F>, body: Body<F>): Promise<Report> {
  const runner = new StepRunner(data, { ...input });
  display(data);
  try {
    await body(runner.run, runner.flowInput as InputOf<F>, sagaOf(data));
    // A window that was stopped tells of it by its cause.
    if (data.cancelRequested && !data.cause) tellOfCancel(data);
    data.verdict = data.exceptions ? 'completed-with-exceptions' : forwardVerdict(toReport(data).steps);
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === FAILURE.invalidInput) return end(data, FAILURE.invalidInput, error.message);
    if (!(error instanceof TurnBack)) throw error;
    announceState(data, 'compensating');
    // Terms and balances read on the way forward do not stand any more.
    for (const name of Object.keys(data.result)) delete data.result[name];
    forgetWentForward(data);
    await undoAll(data);
    data.verdict = backwardVerdict(toReport(data).steps, error.cancelled);
  }
  display(data);
  return close(data);
}

function sagaOf(data: SagaData): Saga {
  return {
    key: data.key,
    result: data.result,
    note: (text) => void data.notes.push(text),
    exception(text) {
      data.exceptions = true;
      data.notes.push(text);
    },
    refuse(step, message) {
      data.cause ??= { step, type: 'rejected', message };
      throw new TurnBack();
    },
    part: (what, doIt) => part(data, what, doIt),
    window: (name, input) => runWindow(data, name, input),
    join: (name, flow, input) => join(data, name, flow, input),
    approval: (why) => approval(data, why),
    objection: (name, why) => objection(data, name, why),
    hold: (name, lockId) => hold(data, name, lockId),
  };
}

function newData<F extends FlowName>(flow: F, key: string, input: InputOf<F>): SagaData {
  const partyId = partyOf(input);
  return {
    flow,
    workflowId: workflowInfo().workflowId,
    tenant: input.tenant ?? DEFAULT_TENANT,
    key,
    reference: input.reference ?? null,
    requestedBy: input.requestedBy ?? null,
    entries: [],
    result: {},
    compensating: false,
    pastPivot: false,
    cancelRequested: false,
    verdict: null,
    operator: [],
    notes: [],
    exceptions: false,
    ...(partyId !== undefined && { partyId }),
    ...(isAnnounced(partyId) && { announced: '' }),
  };
}

function noticeCancel(data: SagaData): void {
  CancellationScope.current().cancelRequested.catch(() => {
    data.cancelRequested = true;
  });
}

