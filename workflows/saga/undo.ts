/** The way back: reverse order, shielded from cancel, one failing undo never loses the others. */
import { patched } from '@temporalio/workflow';
import { isGood } from './outcome.js';
import { ask } from './ask.js';
import { display } from './display.js';
import { callOf } from './entry.js';
import { undoEnded } from './observe.js';
import { park } from './park.js';
import { summaryOf } from './step.js';
import type { Entry, SagaData } from './state.js';
import type { CompensationOutcome } from '../contracts/report.js';

/** Undoes everything this run did. Steps whose undo fails are parked one by one after the others were undone. */
export async function undoAll(data: SagaData): Promise<void> {
  data.compensating = true;
  const stuck: { entry: Entry; why: string }[] = [];
  for (const entry of [...data.entries].reverse()) {
    const nothing = nothingToUndo(entry);
    if (nothing) {
      entry.report.compensation = nothing;
      continue;
    }
    entry.report.compensation = 'pending';
    display(data);
    const why = await undoOne(data, entry);
    if (why !== undefined) {
      entry.report.compensation = 'parked';
      stuck.push({ entry, why });
    }
    undoEnded(data, entry);
  }
  for (const { entry, why } of stuck) await repair(data, entry, why);
}

/** Only what is ours, or may be, is undone; what was there before stays. */
function nothingToUndo({ step, report, prior, last }: Entry): CompensationOutcome | undefined {
  if (!step.undo) return 'none';
  // Skipped for good, unless what was sent may stand or land yet: then it is looked for like any other.
  if (report.outcome === 'skipped' && !(prior === 'maybeSent' && patched('undo of what was skipped'))) return 'none';
  if (prior === 'maybeSent' || last === undefined || last.outcome === 'unknown') return undefined;
  if (!isGood(last.outcome)) return 'none';
  return last.owner === 'other' ? 'left' : undefined;
}

/** Runs the undos of one step that have not ended. Answers why it stopped, or undefined. */
async function undoOne(data: SagaData, entry: Entry): Promise<string | undefined> {
  const { step, report, last } = entry;
  // A person who has undone one record by hand knows whose they are.
  if (last?.owner === 'unknown' && isGood(last.outcome) && entry.prior !== 'maybeSent' && !entry.byHand)
    return 'it cannot be told whether this flow made it or it was made by somebody else';
  while (entry.undone < step.undo!.length) {
    const { act, call } = callOf(data, entry, 'compensating');
    const reply = await ask(act, call, `undo: ${step.undo![entry.undone]!.name} (${summaryOf(step, entry.input)})`);
    entry.undoBefore ??= reply.before;
    entry.undoPrior = reply.maybeSent ? 'maybeSent' : 'none';
    report.note = reply.evidence;
    if (!isGood(reply.outcome)) return reply.evidence;
    entry.undid ||= reply.outcome === 'done';
    ended(entry);
  }
  report.compensation = entry.byHand ? 'marked-done' : entry.undid ? 'undone' : 'none';
  return undefined;
}

/** One undo of the step has ended: the next one begins with nothing known of it. */
function ended(entry: Entry): void {
  entry.undone += 1;
  entry.undoPrior = 'none';
  entry.undoBefore = undefined;
}

/** A person's turn: again, left as it is, or done by hand. */
async function repair(data: SagaData, entry: Entry, firstWhy: string): Promise<void> {
  let why: string | undefined = firstWhy;
  while (why !== undefined) {
    const decision = await park(data, entry, 'compensating', why);
    if (decision?.verb === 'skip') {
      entry.report.compensation = 'skipped';
      undoEnded(data, entry);
      return;
    }
    if (decision?.verb === 'markDone') {
      entry.report.compensation = 'marked-done';
      entry.byHand = true;
      ended(entry);
    } else {
      entry.report.compensation = 'pending';
    }
    why = entry.undone < entry.step.undo!.length ? await undoOne(data, entry) : undefined;
  }
  undoEnded(data, entry);
}
