/** From an entry of the run to the call its activity gets. */
import { workflowInfo } from '@temporalio/workflow';
import { VERSION, type Call, type Reply, type UndoInput } from '../contracts/reply.js';
import type { Phase } from './verbs.js';
import type { Entry, SagaData } from './state.js';
import type { ActName, Step } from './step.js';
import { now } from './clock.js';

export function newEntry(data: SagaData, step: Step, input: unknown): Entry {
  const entry: Entry = {
    step,
    input,
    prior: 'none',
    made: [],
    undone: 0,
    undid: false,
    byHand: false,
    undoPrior: 'none',
    report: {
      name: step.name,
      kind: step.kind,
      outcome: 'pending',
      owner: null,
      attempts: 0,
      compensation: null,
      ids: {},
      startedAt: now(),
      endedAt: null,
      note: '',
    },
  };
  data.entries.push(entry);
  return entry;
}

/** A reset run may have sent before, and what it reads as "before" may hold its own effect (write-protocol 1.5). */
const wasReset = (): boolean => workflowInfo().originalExecutionRunId !== workflowInfo().runId;

/** What the step's activity (or, while compensating, the undo that is due) is asked. */
export function callOf(data: SagaData, entry: Entry, phase: Phase): { act: ActName; call: Call } {
  const reset = wasReset();
  const goesOn = data.pastPivot || phase === 'compensating';
  const common = { v: VERSION, tenant: data.tenant, key: data.key, ...(reset && { reset }), ...(goesOn && { goesOn }) };
  const maybe = (prior: 'none' | 'maybeSent') => (reset ? 'maybeSent' : prior);
  if (phase === 'forward') {
    const { step, input, prior, before } = entry;
    return { act: step.act!, call: { ...common, step: step.name, input, prior: maybe(prior), before } };
  }
  const undo = entry.step.undo![entry.undone]!;
  const last = entry.last;
  const input: UndoInput = {
    input: entry.input,
    outcome: last?.outcome ?? 'unknown',
    owner: last?.owner ?? 'unknown',
    result: last?.result,
    before: entry.before,
    maybeSent: entry.prior === 'maybeSent',
  };
  const { undoPrior, undoBefore } = entry;
  // The step's own send may still be on its way: "nothing to undo" is believed after the settle time only.
  const prior = maybe(input.maybeSent ? 'maybeSent' : undoPrior);
  return { act: undo.act, call: { ...common, step: entry.step.name, undo: undo.name, input, prior, before: undoBefore } };
}

/** Takes an answer of the forward activity into the entry. */
export function absorb(entry: Entry, reply: Reply): void {
  entry.last = reply;
  entry.made = reply.targets ?? entry.made;
  entry.before = reply.before ?? entry.before;
  entry.prior = reply.maybeSent ? 'maybeSent' : 'none';
  Object.assign(entry.report, { outcome: reply.outcome, owner: reply.owner, endedAt: now(), note: reply.evidence });
  Object.assign(entry.report.ids, reply.ids);
}
