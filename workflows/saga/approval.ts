/** A flow waits for a person's word before anything is written. */
import type { Verb } from '../contracts/names.js';
import { TurnBack } from './errors.js';
import { newEntry } from './entry.js';
import { park } from './park.js';
import { finish } from './part.js';
import type { SagaData } from './state.js';

/** `again`: the person wants a fresh plan. */
export type Approval = 'approved' | 'again';

/** Throws TurnBack when the plan is not approved, or a cancel is asked for. */
export const approval = (data: SagaData, why: string): Promise<Approval> => personsWord(data, 'approve plan', why, ['approve', 'retry', 'compensate']);

/** Something stands against going on: a person puts it right and says so. Throws TurnBack like `approval`. */
export const objection = async (data: SagaData, name: string, why: string): Promise<void> => void (await personsWord(data, name, why, ['retry', 'compensate']));

async function personsWord(data: SagaData, name: string, why: string, verbs: Verb[]): Promise<Approval> {
  const entry = newEntry(data, { name, kind: 'read' }, undefined);
  entry.report.attempts = 1;
  const decision = await park(data, entry, 'forward', why, { verbs });
  if (!decision) {
    data.cause ??= { step: name, type: 'cancelled', message: 'a cancel was asked for' };
    throw new TurnBack(true);
  }
  const { by, why: reason } = data.operator.at(-1)!;
  if (decision.verb === 'compensate') {
    Object.assign(entry.report, { outcome: 'rejected', note: `not approved by ${by}: ${reason}` });
    data.cause ??= { step: name, type: 'rejected', message: `the plan was not approved: ${reason}` };
    throw new TurnBack();
  }
  const approved = decision.verb === 'approve';
  finish(data, entry, approved ? `approved by ${by}: ${reason}` : `a new plan was asked for by ${by}: ${reason}`);
  return approved ? 'approved' : 'again';
}
