/** LOOK: what the record shows, and what may be concluded from it. */
import type { Reply } from '../../workflows/contracts/reply.js';
import { ReadFailed } from '../http/answer.js';
import { Again } from './attempt.js';
import { MARGIN, type Book } from './book.js';
import { Ended } from './reply.js';
import type { Sight } from './write.js';

type There<Result> = Extract<Sight<Result, unknown>, { change: 'there' }>;

/** The look an attempt begins with. Throws Ended or Again when the record cannot be read. */
export async function look<Input, Before, Result>(book: Book<Input, Before, Result>): Promise<Sight<Result, Before>> {
  const { write, context, standing } = book;
  try {
    const sight = await write.look(context);
    // While a send may be on its way the first image counts; once nothing can be, the present one does.
    if (sight.change === 'none' && (standing.clean || context.before === undefined)) context.before = sight.before;
    book.seenNone = standing.clean && sight.change === 'none';
    return sight;
  } catch (error) {
    if (!(error instanceof ReadFailed)) throw error;
    return await lookFailed(book, error.answer);
  }
}

async function lookFailed<Input, Before, Result>(book: Book<Input, Before, Result>, answer: ReadFailed['answer']): Promise<never> {
  const { never, quiet } = book.standing;
  if (never || quiet) await book.stayQuiet();
  const evidence = `the record cannot be read: ${answer.message}`;
  switch (answer.kind) {
    case 'forbidden':
    case 'unauthenticated':
      throw new Ended(book.reply('unauthorized', answer.message));
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

/** The record is as wanted: the reply, unless something is still to be waited for. */
export async function there<Input, Before, Result>(book: Book<Input, Before, Result>, sight: There<Result>): Promise<Reply<Result, Before>> {
  const { owner, result, ids, evidence, unconfirmed } = sight;
  const { targets } = book;
  const { settleMs, makers } = book.around;
  if (unconfirmed && book.elapsed < settleMs * MARGIN) {
    await keepQuiet(book);
    throw new Again('Unsettled', evidence, Math.min(settleMs / 5, 10_000));
  }
  if (owner === 'other' && book.write.shared) await waitForItsMaker(book, evidence);
  if (owner === 'us' && !unconfirmed) makers?.made(targets, book.call.key);
  const outcome = unconfirmed ? 'unknown' : owner === 'us' ? 'done' : 'already-done';
  // What is not confirmed is ours all the same: forgetting it would call it another's, or open the way back after a payment.
  const maybeSent = unconfirmed === true && book.maybeOurs;
  return book.reply(outcome, evidence, { owner, result, ids, maybeSent, ...(owner === 'us' && { targets }) });
}

/** What a flow made that is still open may yet be undone: "already done" would be a false word (write-protocol 1.9). */
async function waitForItsMaker<Input, Before, Result>(book: Book<Input, Before, Result>, evidence: string): Promise<void> {
  const { open, leftover } = (await book.around.makers?.find(book.call, book.targets)) ?? {};
  if (leftover) throw new Ended(book.reply('unknown', `${evidence}; ${leftover}`));
  if (!open) return;
  const waiting = `${evidence}: made by the flow ${open}, which has not ended`;
  await keepQuiet(book);
  await book.checkBudget(waiting);
  throw new Again('Busy', waiting, Math.min(book.around.settleMs / 2, 5000));
}

async function keepQuiet<Input, Before, Result>(book: Book<Input, Before, Result>): Promise<void> {
  const { never, quiet } = book.standing;
  if (!book.sentNow && (never || quiet)) await book.stayQuiet();
}

/** The record shows no change, but one may still be on its way. */
export async function waitUntilSettled<Input, Before, Result>(book: Book<Input, Before, Result>, evidence: string): Promise<never> {
  await book.stayQuiet();
  const rest = book.around.settleMs - (book.attempt.currentScheduled - book.standing.since);
  throw new Again('Unsettled', `${evidence}; a change may still be on its way`, rest * MARGIN);
}
