/** The wiring of a flow: key, relay, handlers, way forward, way back, report. */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  defineQuery,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { FlowActivities } from '../../activities/flows/index.js';
import type { InputOf } from '../contracts/inputs.js';
import { businessKey } from '../contracts/keys.js';
import { DEFAULT_TENANT, EFFECTS_QUERY, FAILURE, REPORT_QUERY, type FailureType, type FlowName } from '../contracts/names.js';
import type { Report } from '../contracts/report.js';
import { display } from './display.js';
import { TurnBack } from './errors.js';
import { handleVerbs } from './park.js';
import { knownTenants } from './profile.js';
import { backwardVerdict, effectsOf, forwardVerdict, toReport } from './report.js';
import { StepRunner, type Run } from './run.js';
import type { SagaData } from './state.js';
import { undoAll } from './undo.js';

/** What a flow's body may say beside running steps. */
export interface Saga {
  /** Members of the report's `result`. */
  result: Record<string, unknown>;
  note(text: string): void;
}

type Body<F extends FlowName> = (run: Run, input: InputOf<F>, saga: Saga) => Promise<void>;

const flowActivities = proxyActivities<FlowActivities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '30 s',
  retry: { initialInterval: '1 s', maximumInterval: '30 s', backoffCoefficient: 2 },
});

/** Makes a workflow of a flow's body. */
export function flow<F extends FlowName>(name: F, body: Body<F>): (input: InputOf<F>) => Promise<Report> {
  return async (input) => {
    const key = await checkedKey(name, input);
    if (key !== workflowInfo().workflowId) return await relay(name, key, input);
    const data = newData(name, key, input);
    setHandler(defineQuery<Report>(REPORT_QUERY), () => toReport(data));
    setHandler(defineQuery<string[]>(EFFECTS_QUERY), () => effectsOf(data));
    handleVerbs(data);
    noticeCancel(data);
    // Nothing a flow has begun is cut off from outside: a cancel is a wish that run.ts looks at between steps.
    return await CancellationScope.nonCancellable(async () => await drive(data, input, body));
  };
}

async function drive<F extends FlowName>(data: SagaData, input: InputOf<F>, body: Body<F>): Promise<Report> {
  const runner = new StepRunner(data, { ...input }, () => announce(data));
  const saga: Saga = { result: data.result, note: (text) => void data.notes.push(text) };
  display(data);
  try {
    await body((step, stepInput, options) => runner.run(step, stepInput, options).finally(() => display(data)), runner.flowInput as InputOf<F>, saga);
    data.verdict = forwardVerdict(toReport(data).steps);
  } catch (error) {
    if (error instanceof ApplicationFailure && error.type === FAILURE.invalidInput) return end(data, FAILURE.invalidInput, error.message);
    if (!(error instanceof TurnBack)) throw error;
    upsertSearchAttributes({ SagaState: ['compensating'] });
    // Terms and balances read on the way forward do not stand any more.
    for (const name of Object.keys(data.result)) delete data.result[name];
    await undoAll(data);
    data.verdict = backwardVerdict(toReport(data).steps, error.cancelled);
  }
  display(data);
  return close(data);
}

/** The wrong tenant or an input without its key's members is told before anything is called. */
async function checkedKey<F extends FlowName>(name: F, input: InputOf<F>): Promise<string> {
  const refuse = (message: string) => ApplicationFailure.nonRetryable(message, FAILURE.invalidInput);
  let key: string;
  try {
    key = businessKey(name, input);
  } catch {
    await unwrapped(flowActivities.validateInput(name, input));
    throw refuse('the input lacks members of the business key');
  }
  const tenants = knownTenants();
  const tenant = input.tenant ?? DEFAULT_TENANT;
  // Not asked in a replay: a run that was accepted stays accepted when the tenant is taken from the configuration.
  if (!workflowInfo().unsafe.isReplaying && tenants && !tenants.includes(tenant))
    throw refuse(`tenant: "${tenant}" is not configured here (configured: ${tenants.join(', ')})`);
  return key;
}

/** A run under another id starts or joins the flow with the right id, and answers with its report. */
async function relay<F extends FlowName>(name: F, key: string, input: InputOf<F>): Promise<Report> {
  setCurrentDetails(`This run has another id than its business key. The flow is **${key}**.`);
  return await unwrapped(flowActivities.startOrJoin(name, input));
}

/** A failure that an activity gave as the flow's own: its type and report stay on top. */
async function unwrapped<T>(activity: Promise<T>): Promise<T> {
  try {
    return await activity;
  } catch (error) {
    throw error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;
  }
}

function newData<F extends FlowName>(flow: F, key: string, input: InputOf<F>): SagaData {
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
    partyId: input.partyId,
  };
}

function noticeCancel(data: SagaData): void {
  CancellationScope.current().cancelRequested.catch(() => {
    data.cancelRequested = true;
  });
}

/** One search-attribute event as soon as something is known, another when the invoice comes later. */
function announce(data: SagaData): void {
  const { invoiceId } = toReport(data).ids;
  if (data.announced === (invoiceId ?? '')) return;
  upsertSearchAttributes({
    ...(data.announced === undefined && { Tenant: [data.tenant], PartyId: [data.partyId] }),
    ...(invoiceId && { InvoiceId: [invoiceId] }),
  });
  data.announced = invoiceId ?? '';
}

function close(data: SagaData): Report {
  const report = toReport(data);
  // A plainly completed flow was never marked as anything else.
  if (report.operator.length > 0 || data.verdict !== 'completed') upsertSearchAttributes({ SagaState: [data.verdict!] });
  switch (data.verdict) {
    case 'completed':
    case 'completed-with-exceptions':
      return report;
    case 'rejected':
      return end(data, FAILURE.rejected, data.cause?.message ?? 'rejected');
    case 'partly-compensated':
      return end(data, FAILURE.partlyCompensated, data.cause?.message ?? 'partly compensated');
    default:
      // The SDK sends no details with a cancelled run, so a cancelled flow too ends as a failure with its report.
      return end(data, FAILURE.compensated, data.cause?.message ?? 'compensated');
  }
}

/** Ends the run as a failure that carries the report. Its stack would be raw file paths in the Web UI. */
function end(data: SagaData, type: FailureType, message: string): never {
  data.verdict ??= 'rejected';
  data.cause ??= { step: '', type, message };
  const failure = ApplicationFailure.create({ type, message: `${data.verdict}: ${message}`, nonRetryable: true, details: [toReport(data)] });
  failure.stack = '';
  throw failure;
}
