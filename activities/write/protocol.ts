/**
 * How one write changes a record exactly once, over an API that cannot deduplicate: look, act, look again
 * (DESIGN section 5; docs/write-protocol.md). Every write of every flow goes through here and nowhere else.
 */
import type { Call, Reply } from '../../workflows/contracts/reply.js';
import { act, NO_PROOF } from './act.js';
import { Again, type Attempt } from './attempt.js';
import { Book, MARGIN } from './book.js';
import { look, waitUntilSettled } from './look.js';
import { Ended } from './reply.js';
import { leftBefore, there } from './there.js';
import { standingOf } from './standing.js';
import type { Surroundings } from './surroundings.js';
import type { Write } from './write.js';

/** Runs one attempt. Returns the reply, or throws Again (another attempt, later) or Stale (this one is over). */
export async function exactlyOnce<Input, Before, Result>(
  write: Write<Input, Before, Result>,
  call: Call<Input, Before>,
  marker: string,
  attempt: Attempt,
  around: Surroundings,
): Promise<Reply<Result, Before>> {
  const targets = write.targets(call.input);
  const standing = standingOf(call, attempt, around.settleMs);
  const claimed = around.claims.take(targets, marker, { run: attempt.run, never: standing.never });
  const { turn } = claimed;
  const book = new Book(write, call, marker, attempt, around, standing, claimed);
  try {
    const reply = claimed.held ? await run(book) : await busy(book, claimed.waitMs);
    const keptMs = reply.maybeSent ? around.settleMs * MARGIN : reply.result === undefined ? 0 : (write.lastingMs?.(reply.result) ?? 0);
    if (keptMs > 0) around.claims.keep(targets, turn, keptMs);
    else around.claims.free(targets, turn);
    return reply;
  } catch (error) {
    // Unless it is certain that nothing is on its way, nobody else writes here until that has settled.
    if (book.nothingOnItsWay) around.claims.free(targets, turn);
    else around.claims.keep(targets, turn, around.settleMs * MARGIN * 2);
    if (error instanceof Ended) return error.reply as Reply<Result, Before>;
    throw error;
  }
}

async function run<Input, Before, Result>(book: Book<Input, Before, Result>): Promise<Reply<Result, Before>> {
  const { clean, never } = book.standing;
  const { lookOnly } = book.call;
  book.quarantine = book.around.quarantineMs();
  const sight = await look(book);
  if (sight.change === 'there' && (clean || !sight.provisional || lookOnly)) return await there(book, sight);
  const left = sight.change === 'blocked' && sight.outcome === 'rejected' && (clean || lookOnly) ? await leftBefore(book, sight) : undefined;
  if (left) return await there(book, left);
  if (lookOnly) return book.reply('unknown', sight.evidence);
  if (!clean) return await waitUntilSettled(book, sight.evidence);
  if (sight.change === 'none') return await act(book, sight.evidence);
  const { outcome, evidence, ids } = sight as Extract<typeof sight, { change: 'blocked' }>;
  if (book.notToRepeat) return book.reply('unknown', `${evidence}; ${NO_PROOF}`);
  // What is not known may be our own earlier send: forgetting it would make the next try a first one.
  return book.reply(outcome, evidence, { maybeSent: outcome === 'unknown' && !never, ids });
}

async function busy<Input, Before, Result>(book: Book<Input, Before, Result>, waitMs: number): Promise<never> {
  await book.stayQuiet();
  await book.checkBudget('another flow is writing to the same record');
  throw new Again('Busy', 'another flow is writing to the same record', Math.min(Math.max(waitMs, 250), 15_000));
}
