/** A parked step waits for a person: the five Updates, validated synchronously, each kept with who and why. */
import { ApplicationFailure, CancellationScope, condition, defineUpdate, patched, setHandler } from '@temporalio/workflow';
import { SIGNAL, VERBS, type Verb } from '../contracts/names.js';
import { announceState } from './announce.js';
import { ask } from './ask.js';
import { now } from './clock.js';
import { display } from './display.js';
import { callOf } from './entry.js';
import { flowParked } from './observe.js';
import { tellWindow } from './tell-window.js';
import { refusal, verbsFor, type Phase, type VerbArgs } from './verbs.js';
import type { Decision, Entry, SagaData } from './state.js';

export interface Parking {
  /** Other verbs than those that follow from the step. */
  verbs?: Verb[];
  /** Ends the waiting without a decision. */
  until?: () => boolean;
}

/** Waits until a person decides, or until a cancel is asked for on the way forward (then undefined). */
export async function park(data: SagaData, entry: Entry, phase: Phase, why: string, parking: Parking = {}): Promise<Decision | undefined> {
  const { verbs = verbsFor(entry, phase, data.pastPivot), until = () => false } = parking;
  data.parked = { entry, phase, since: now(), why, verbs, checking: false };
  entry.report.note = why;
  if (phase === 'compensating') entry.report.compensation = 'parked';
  announceState(data, 'parked', entry.report.name);
  display(data);
  flowParked(data, entry, phase);
  tellWindow(SIGNAL.childParked);
  const cancelCounts = phase === 'forward' && !data.pastPivot;
  const parked = data.parked;
  await condition(() => parked.decision !== undefined || (!parked.checking && (until() || (cancelCounts && data.cancelRequested))));
  data.parked = undefined;
  display(data);
  announceState(data, data.compensating ? 'compensating' : 'running');
  return parked.decision;
}

/** Registers the Updates. The server drops a repeated Update by its id. */
export function handleVerbs(data: SagaData): void {
  for (const verb of VERBS) {
    setHandler(defineUpdate<string, [VerbArgs]>(verb), (args) => decide(data, verb, args), {
      description: `operator: ${verb}`,
      validator: (args) => {
        const why = refusal(verb, args, data.parked);
        if (why) throw ApplicationFailure.nonRetryable(why, 'Refused');
      },
    });
  }
}

async function decide(data: SagaData, verb: Verb, args: VerbArgs): Promise<string> {
  const parked = data.parked!;
  const { entry } = parked;
  if (verb === 'markDone') await confirm(data, args.ref!);
  data.operator.push({ verb, step: entry.report.name, by: args.by, why: args.why, at: now() });
  parked.decision = { verb, ...(args.input && { input: args.input }), ...(args.ref && { ref: args.ref }) };
  return `${verb}: accepted for step "${entry.report.name}"`;
}

/** `markDone` is believed only when a look shows the record as wanted (for an undo: as it was). */
async function confirm(data: SagaData, ref: string): Promise<void> {
  const parked = data.parked!;
  parked.checking = true;
  const { entry, phase } = parked;
  const { act, call } = callOf(data, entry, phase);
  const look = () => ask(act, { ...call, lookOnly: true, ref }, `look: is ${entry.report.name} done?`);
  // Updates run outside the shield of saga.ts, where a cancel would cut the look off. Runs from before replay as they went.
  const shielded = patched('markDone after a cancel') ? CancellationScope.nonCancellable(look) : look();
  const reply = await shielded.finally(() => {
    parked.checking = false;
  });
  if (reply.outcome !== 'done' && reply.outcome !== 'already-done')
    throw ApplicationFailure.nonRetryable(`the records do not show it: ${reply.evidence}`, 'NotConfirmed');
  // The look of an undo tells of the undo; what is still to be undone is told what the step itself came to.
  if (phase === 'compensating') return;
  entry.last = reply;
  entry.made = reply.targets ?? entry.made;
}
