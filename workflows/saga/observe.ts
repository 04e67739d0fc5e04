/**
 * What a flow tells those who watch many (docs/telemetry.md). It leaves the sandbox by a sink, adds no event, and is silent
 * in a replay. Not by the SDK's `metricMeter`: the server may refuse a task at whose end a signal has come in, and the
 * task is run again; the number lets the worker count once what is told twice.
 */
import { proxySinks, workflowInfo, type Sinks } from '@temporalio/workflow';
import type { Observer, Word } from '../contracts/observed.js';
import type { WindowSource } from '../contracts/window.js';
import type { Entry, SagaData } from './state.js';
import type { Phase } from './verbs.js';

interface ObserverSinks extends Sinks {
  duesflow: Observer & Sinks[string];
}

const { duesflow } = proxySinks<ObserverSinks>();

declare global {
  /** How often this run has told something. The modules are one for all runs (worker/bundle.ts), the global object is each run's own. */
  var duesflowTold: number | undefined;
}

function tell(word: Word, labels: Record<string, string>, by = 1): void {
  // Counted in a replay as well: the numbers must stay the same.
  const n = (globalThis.duesflowTold ?? 0) + 1;
  globalThis.duesflowTold = n;
  if (!workflowInfo().unsafe.isReplaying) duesflow.tell({ n, word, labels, by });
}

export const flowClosed = ({ flow, tenant, verdict }: SagaData): void => tell('flowClosed', { flow, tenant, verdict: verdict! });

/** How often; how many wait now, only visibility knows (worker/watch.ts). */
export const flowParked = ({ flow, tenant }: SagaData, { report: { name: step, outcome } }: Entry, phase: Phase): void =>
  tell('flowParked', { flow, tenant, step, phase, outcome });

/** `parked`: the undo failed, and waits for a person. */
export const undoEnded = ({ flow, tenant }: SagaData, { report: { name: step, compensation } }: Entry): void =>
  tell('undoEnded', { flow, tenant, step, outcome: compensation ?? 'none' });

/** What became of the rows of an import, or of the members of a renewal run. */
export function itemsEnded(kind: WindowSource['kind'], tenant: string, counts: Record<string, number>): void {
  for (const [outcome, n] of Object.entries(counts)) if (n > 0) tell(kind === 'packages' ? 'importRows' : 'renewals', { tenant, outcome }, n);
}
