/** A cancel that changes nothing any more: the report says so. */
import type { SagaData } from './state.js';

const WENT_FORWARD = 'A cancel was asked for after the point of no return: the flow went forward.';
const CAME_LAST = 'A cancel was asked for when the last step was under way: the flow was done.';

/** The flow goes on, or has come to its end, in spite of a cancel. */
export function tellOfCancel({ pastPivot, notes }: SagaData): void {
  if (notes.includes(WENT_FORWARD)) return;
  notes.push(pastPivot ? WENT_FORWARD : CAME_LAST);
}

/** What might have been a pivot was refused after all, and the flow turns back. */
export function forgetWentForward(data: SagaData): void {
  data.notes = data.notes.filter((note) => note !== WENT_FORWARD);
}
