/**
 * Another flow as one part of a flow: started or joined under its own business key, so that it is one act whoever asks
 * for it, and waited for. From its start on this flow goes forward; what the other undid or refused turns it back.
 */
import { ApplicationFailure } from '@temporalio/workflow';
import type { InputOf } from '../contracts/inputs.js';
import { FAILURE, type FlowName } from '../contracts/names.js';
import type { Report } from '../contracts/report.js';
import { now } from './clock.js';
import { display } from './display.js';
import { newEntry } from './entry.js';
import { TurnBack } from './errors.js';
import { keyed, startOrJoin } from './key.js';
import { park } from './park.js';
import { finish } from './part.js';
import { isPastPivot } from './pivot.js';
import type { Entry, SagaData } from './state.js';

/** Of such an end nothing stands. */
const NOTHING_STANDS: (string | null | undefined)[] = [FAILURE.invalidInput, FAILURE.inputConflict, FAILURE.rejected, FAILURE.compensated];

/** Runs the other flow to its end. undefined: a person went on without it. Throws TurnBack when nothing came of it. */
export async function join<F extends FlowName>(data: SagaData, name: string, flow: F, input: InputOf<F>): Promise<Report | undefined> {
  turnBackOnCancel(data);
  const entry = newEntry(data, { name, kind: 'pivot' }, undefined);
  for (;;) {
    begin(data, entry, flow);
    const ended = await endOf(flow, input);
    if (!(ended instanceof ApplicationFailure)) return conclude(data, entry, ended);
    if (NOTHING_STANDS.includes(ended.type)) turnBack(data, entry, ended.message);
    const decision = await park(data, entry, 'forward', `${flow}: ${ended.message}`, { verbs: ['retry', 'skip'] });
    if (decision?.verb !== 'skip') continue;
    Object.assign(entry.report, { outcome: 'skipped', endedAt: now() });
    return undefined;
  }
}

function turnBackOnCancel(data: SagaData): void {
  if (!data.cancelRequested || data.pastPivot) return;
  data.cause ??= { step: '', type: 'cancelled', message: 'a cancel was asked for' };
  throw new TurnBack(true);
}

function begin(data: SagaData, entry: Entry, flow: FlowName): void {
  entry.prior = 'maybeSent';
  data.pastPivot = true;
  entry.report.attempts += 1;
  Object.assign(entry.report, { outcome: 'pending', note: `waits for the end of ${flow}` });
  display(data);
}

async function endOf<F extends FlowName>(flow: F, input: InputOf<F>): Promise<Report | ApplicationFailure> {
  try {
    return await startOrJoin(flow, (await keyed(flow, input)).input);
  } catch (error) {
    if (error instanceof ApplicationFailure) return error;
    throw error;
  }
}

function turnBack(data: SagaData, entry: Entry, why: string): never {
  entry.prior = 'none';
  Object.assign(entry.report, { outcome: 'rejected', note: why, endedAt: now() });
  data.pastPivot = data.entries.some(isPastPivot);
  data.cause ??= { step: entry.report.name, type: 'rejected', message: why };
  throw new TurnBack();
}

function conclude(data: SagaData, entry: Entry, report: Report): Report {
  const { workflowId, verdict, ids, notes } = report;
  finish(data, entry, `${workflowId}: ${verdict}`, ids);
  if (verdict === 'completed-with-exceptions') {
    data.exceptions = true;
    data.notes.push(...notes);
  }
  return report;
}
