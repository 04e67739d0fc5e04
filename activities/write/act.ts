/** INTENT, SEND and ANSWER: the write goes out once, and the record says what came of it. */
import type { Reply } from '../../workflows/contracts/reply.js';
import { ReadFailed, type Answer } from '../http/answer.js';
import { Again, TooOld } from './attempt.js';
import { waitFor, type Book } from './book.js';
import { there } from './there.js';

const MAX_SENDS = 3;
export const NO_PROOF = 'no look can prove that the first send had no effect';

/** Sends the write after a look that proved that there is no effect. */
export async function act<Input, Before, Result>(book: Book<Input, Before, Result>, evidence: string): Promise<Reply<Result, Before>> {
  const { sends } = book.standing;
  if (sends >= MAX_SENDS) return book.reply('unavailable', `${evidence}; sent ${sends} times without effect`);
  if (book.notToRepeat) return book.reply('unknown', `${evidence}; not sent again: ${NO_PROOF}`, { maybeSent: true });
  await book.checkBudget(evidence);
  let answer = await send(book);
  if (answer.kind === 'unauthenticated') {
    await book.around.relogin();
    answer = await send(book);
  }
  return answer.sent ? await lookAgain(book, answer) : await notSent(book, answer);
}

/** INTENT is acknowledged by the server right before the send: a worker that was stopped meanwhile is refused. */
async function send<Input, Before, Result>(book: Book<Input, Before, Result>): Promise<Answer> {
  const { attempt, around, targets, turn } = book;
  const beforeSend = (): void => {
    if (attempt.acknowledgedAgo() > around.windowMs) throw new TooOld();
    // The quarantine of the next holder begins when the slot is lost: later than that nothing may go out.
    if (around.quarantineMs() > 0) throw new TooOld();
    book.sentNow = true;
    around.claims.sent(targets, turn);
  };
  for (;;) {
    await outOfQuarantine(book);
    await book.announce();
    try {
      const answer = await book.write.send(book.context, { beforeSend });
      if (!answer.sent) book.sentNow = false;
      return answer;
    } catch (error) {
      if (!(error instanceof TooOld)) throw error;
    }
  }
}

/** A look from within the quarantine proves nothing of what has landed since. */
async function outOfQuarantine<Input, Before, Result>(book: Book<Input, Before, Result>): Promise<void> {
  const quarantine = Math.max(book.quarantine, book.around.quarantineMs());
  if (quarantine > 0) {
    await book.stayQuiet();
    throw new Again('Unsettled', 'taken over after a crash: nothing is written until the last writes have settled', waitFor(quarantine));
  }
}

async function lookAgain<Input, Before, Result>(book: Book<Input, Before, Result>, answer: Extract<Answer, { sent: true }>): Promise<Reply<Result, Before>> {
  // The claim was held from the look before to this one: what has changed meanwhile, and was not refused, is ours.
  const held = book.around.quarantineMs() === 0;
  const continuous = held && (book.context.continuous || answer.kind === 'unknown');
  const sight = await book.write.look({ ...book.context, answer, maybeSent: true, continuous }).catch((error: unknown) => {
    if (error instanceof ReadFailed) return undefined;
    throw error;
  });
  const said = answer.kind === 'ok' ? 'the API said it was done' : answer.message;
  if (sight?.change === 'there') return await there(book, sight);
  const refused = answer.kind === 'rejected' || answer.kind === 'absent';
  if (sight && refused && !(sight.change === 'blocked' && sight.outcome === 'unknown')) await book.tookNoEffect();
  // While our own write may be landing, "must not be sent" says nothing of it: then it is settled like no change.
  if (sight?.change === 'blocked' && (refused || sight.outcome === 'unknown'))
    return book.reply(sight.outcome, sight.evidence, { maybeSent: sight.outcome === 'unknown', ids: sight.ids });
  if (sight && refused) return book.reply('rejected', said, { maybeSent: false });
  // Without details: the next attempt opens a quiet round and waits for the settle time.
  throw new Again('Unsettled', `sent (${said}), but the record does not show it yet`);
}

async function notSent<Input, Before, Result>(book: Book<Input, Before, Result>, answer: Extract<Answer, { sent: false }>): Promise<Reply<Result, Before>> {
  await book.stayQuiet();
  switch (answer.kind) {
    case 'forbidden':
    case 'unauthenticated':
      return book.reply('unauthorized', answer.message);
    case 'not-available':
      return book.reply('unavailable', answer.message);
    case 'throttled':
    case 'not-sent':
      await book.checkBudget(answer.message);
      throw new Again('Transient', answer.message, answer.kind === 'throttled' ? answer.retryAfterMs : undefined);
  }
}
