/** Planted bugs for virtual time. */
import type { Planted } from './planted.js';

const ACT = 'activities/write/act.ts';
const BOOK = 'activities/write/book.ts';
const STANDING = 'activities/write/standing.ts';

/** Bugs that show so rarely that only virtual time (test/activities/write) finds them. */
export const PLANTED_FINE: Planted[] = [
  {
    name: 'no-send-window',
    file: ACT,
    find: 'if (attempt.acknowledgedAgo() > around.windowMs) throw new TooOld();',
    replace: '',
    why: 'a worker that was stopped between the acknowledgement and the send sends when it is resumed',
  },
  {
    name: 'prior-not-heeded',
    file: STANDING,
    find: "call.prior === 'none' && ",
    replace: '',
    why: 'the same at the level of one write: the send of an earlier activity is forgotten',
  },
  {
    name: 'unknown-details-trusted',
    file: 'activities/write/details.ts',
    find: 'details.v !== VERSION || ',
    replace: '',
    why: 'details of another version are read as if their members meant the same',
  },
  {
    name: 'heartbeat-not-awaited',
    file: 'activities/write/beats.ts',
    find: 'await ask(next);',
    replace: 'void ask(next).catch(() => undefined);',
    why: 'plain-heartbeat where the model can see it: the server has not accepted what counts as acknowledged',
  },
  {
    name: 'stale-tick',
    file: 'activities/write/beats.ts',
    find: 'tick: () => void beat(() => details)',
    replace: 'tick: () => void beat(((now) => () => now)(details))',
    why: 'a tick that waited behind an acknowledgement brings the older details back: the before-image is lost',
  },
  {
    name: 'failed-look-believed',
    file: BOOK,
    find: 'return this.sentNow || !(this.standing.never || this.seenNone);',
    replace: 'return !this.nothingOnItsWay;',
    why: 'after the settle time a record that cannot be read is taken for one that shows nothing',
  },
  {
    name: 'blocked-believed',
    file: ACT,
    find: "if (sight?.change === 'blocked' && (refused || sight.outcome === 'unknown'))",
    replace: "if (sight?.change === 'blocked')",
    why: 'a lost answer is called rejected because the write would now be refused, while it is landing',
  },
  {
    name: 'look-in-quarantine',
    file: ACT,
    find: 'const quarantine = Math.max(book.quarantine, book.around.quarantineMs());',
    replace: 'const quarantine = book.around.quarantineMs();',
    why: 'a look that was begun in quarantine is acted on when it is over: what landed in between is not seen',
  },
  {
    name: 'successor-claim-freed',
    file: 'activities/write/claims.ts',
    find: 'if (this.claims.get(target)?.turn === turn) this.claims.delete(target);',
    replace: 'if (this.claims.has(target)) this.claims.delete(target);',
    why: 'an attempt that was given up, or waits for its turn, frees the claim that another is paying under',
  },
  {
    name: 'owner-by-claim-alone',
    file: BOOK,
    find: 'const alone = around.inQuarantine() && announced;',
    replace: 'const alone = around.inQuarantine();',
    why: 'after a crash what stood there before is taken for our own, and undone',
  },
  {
    name: 'one-shot-repeated',
    file: BOOK,
    find: 'return !this.standing.never && this.write.oneShot?.(this.call.input) === true;',
    replace: 'return false;',
    why: 'a card is charged again because no look shows the first charge',
  },
];
