/** The way back: reverse order, shielded from cancel, one failing undo never loses the others. */
import { isGood } from './outcome.js';
import { ask } from './ask.js';
import { display } from './display.js';
import { callOf } from './entry.js';
import { park } from './park.js';
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
  }
  for (const { entry, why } of stuck) await repair(data, entry, why);
}

/** Only what is ours, or may be, is undone; what was there before stays. */
function nothingToUndo({ step, report, prior, last }: Entry): CompensationOutcome | undefined {
  if (!step.undo) return 'none';
  if (report.outcome === 'skipped') return 'none';
  if (prior === 'maybeSent' || last === undefined || last.outcome === 'unknown') return undefined;
  if (!isGood(last.outcome)) return 'none';
  return last.owner === 'other' ? 'left' : undefined;
}

/** Runs the undos of one step that have not ended. Answers why it stopped, or undefined. */
async function undoOne(data: SagaData, entry: Entry): Promise<string | undefined> {
  const { step, report, last } = entry;
  if (last?.owner === 'unknown' && isGood(last.outcome) && entry.prior !== 'maybeSent')
    return 'it cannot be told whether this flow made it or it was made by somebody else';
  while (entry.undone < step.undo!.length) {
    const { act, call } = callOf(data, entry, 'compensating');
    const reply = await ask(act, call, `undo: ${step.undo![entry.undone]!.name}`);
    entry.undoBefore ??= reply.before;
    entry.undoPrior = reply.maybeSent ? 'maybeSent' : 'none';
    report.note = reply.evidence;
    if (!isGood(reply.outcome)) return reply.evidence;
    entry.undid ||= reply.outcome === 'done';
    entry.undone += 1;
    entry.undoPrior = 'none';
    entry.undoBefore = undefined;
  }
  report.compensation = entry.byHand ? 'marked-done' : entry.undid ? 'undone' : 'none';
  return undefined;
}

/** A person's turn: again, left as it is, or done by hand. */
async function repair(data: SagaData, entry: Entry, firstWhy: string): Promise<void> {
  let why: string | undefined = firstWhy;
  while (why !== undefined) {
    const decision = await park(data, entry, 'compensating', why);
    if (decision?.verb === 'skip') {
      entry.report.compensation = 'skipped';
      return;
    }
    if (decision?.verb === 'markDone') {
      entry.report.compensation = 'marked-done';
      entry.byHand = true;
      entry.undone += 1;
    } else {
      entry.report.compensation = 'pending';
    }
    why = entry.undone < entry.step.undo!.length ? await undoOne(data, entry) : undefined;
  }
}
