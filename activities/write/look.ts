/** LOOK: what the record shows. What is concluded from a record that is as wanted: there.ts. */
import { ReadFailed } from '../http/answer.js';
import { Again } from './attempt.js';
import { waitFor, type Book } from './book.js';
import { Ended } from './reply.js';
import type { LookContext, Sight } from './write.js';

/** The look an attempt begins with. Throws Ended or Again when the record cannot be read. */
export async function look<Input, Before, Result>(book: Book<Input, Before, Result>): Promise<Sight<Result, Before>> {
  const { context, standing } = book;
  const sight = await lookAs(book, context);
  // While a send may be on its way the first image counts; once nothing can be, the present one does.
  if (sight.change === 'none' && (standing.clean || context.before === undefined)) context.before = sight.before;
  book.seenNone = standing.clean && sight.change === 'none';
  return sight;
}

/** The same with another context. */
export async function lookAs<Input, Before, Result>(book: Book<Input, Before, Result>, context: LookContext<Input, Before>): Promise<Sight<Result, Before>> {
  try {
    return await book.write.look(context);
  } catch (error) {
    if (!(error instanceof ReadFailed)) throw error;
    return await lookFailed(book, error.answer);
  }
}

async function lookFailed<Input, Before, Result>(book: Book<Input, Before, Result>, answer: ReadFailed['answer']): Promise<never> {
  await book.keepQuiet();
  const evidence = `the record cannot be read: ${answer.message}`;
  switch (answer.kind) {
    case 'forbidden':
    case 'unauthenticated':
      // What may have been sent before is not known now: "not allowed" would sound as if nothing had been done.
      throw new Ended(book.maybeOurs ? book.reply('unknown', evidence) : book.reply('unauthorized', answer.message));
    case 'rejected':
    case 'absent':
    case 'not-available':
      throw new Ended(book.reply(book.maybeOurs ? 'unknown' : 'unavailable', evidence));
    case 'throttled':
    case 'not-sent':
    case 'unknown':
      await book.checkBudget(evidence);
      throw new Again('Transient', evidence, 'retryAfterMs' in answer ? answer.retryAfterMs : undefined);
  }
}

/** The record shows no change, but one may still be on its way. */
export async function waitUntilSettled<Input, Before, Result>(book: Book<Input, Before, Result>, evidence: string): Promise<never> {
  await book.stayQuiet();
  const { currentScheduled, ranFor } = book.attempt;
  // Counted by the server's clock as the next attempt will count it; what this attempt took belongs to it.
  const rest = book.around.settleMs - (currentScheduled - book.standing.since) - ranFor();
  throw new Again('Unsettled', `${evidence}; a change may still be on its way`, waitFor(Math.max(0, rest)));
}
