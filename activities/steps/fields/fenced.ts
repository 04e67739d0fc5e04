/** The second look right before a PUT: what others have written since the first is not overwritten. */
import { performance } from 'node:perf_hooks';
import { type Answer, ReadFailed } from '../../http/answer.js';
import { changedSince, imageOf, type Reading } from './record.js';

/** An object that was read longer ago than this is read again before it is sent. Milliseconds. */
const FRESH_MS = 2000;

export class Fence<Row> {
  private seen: Reading<Row> | undefined;
  private checkedAt: number | undefined;

  /** The reading of the look: what is to be changed. */
  look(reading: Reading<Row> | undefined): void {
    this.seen = reading;
    this.checkedAt = undefined;
  }

  /** Sends on what the look saw, unless the record has changed since; then nothing is sent, and the step looks again. */
  async send(read: () => Promise<Reading<Row> | undefined>, put: (reading: Reading<Row>) => Promise<Answer>): Promise<Answer> {
    // A send that was let out too late comes here again: what was just compared need not be, else a slow API would never get it.
    if (this.checkedAt !== undefined && performance.now() - this.checkedAt < FRESH_MS) return await put(this.seen!);
    try {
      const now = await read();
      if (!now || changedSince(imageOf(this.seen!), imageOf(now)).length > 0) return notSent('the record was changed by somebody else just now');
      this.seen = now;
      this.checkedAt = performance.now();
    } catch (error) {
      if (!(error instanceof ReadFailed)) throw error;
      return notSent(`the record cannot be read again before the change: ${error.message}`);
    }
    return await put(this.seen);
  }
}

const notSent = (message: string): Answer => ({ kind: 'not-sent', sent: false, message });
