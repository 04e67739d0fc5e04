/** The Temporal server's side of activities: attempts, acknowledged details, time-outs, retries, resets. */
import type { Call, Reply } from '../../../../workflows/contracts/reply.js';
import { HB, START_TO_CLOSE } from './numbers.js';
import type { Process } from './process.js';
import type { VirtualTime } from './time.js';

const MAX_BACKOFF = 2000;
const LOOKS_FOR_A_POLLER = 40;

export interface Host {
  time: VirtualTime;
  /** A process that polls and has room, if there is one. */
  poller(): Process | undefined;
  begin(activity: Activity, token: number, process: Process): void;
  /** The attempt counts no more: whatever it has on its way was sent before now. */
  over(activity: Activity, token: number): void;
}

export class Activity {
  readonly call: Call;
  readonly scheduled: number;
  currentScheduled: number;
  attempt = 1;
  details: unknown;
  /** Number of the running attempt; 0 while none runs. */
  token = 0;
  closed = false;
  cancelRequested = false;
  private softReset: { wipe: boolean } | undefined;
  private beatAt = 0;
  private readonly host: Host;
  private readonly onReply: (reply: Reply) => void;
  private static tokens = 0;

  constructor(host: Host, call: Call, onReply: (reply: Reply) => void) {
    this.host = host;
    this.call = call;
    this.onReply = onReply;
    this.scheduled = this.currentScheduled = host.time.now;
    this.offer(this.currentScheduled);
  }

  /** False when the attempt counts no more. */
  heartbeat(token: number, details: unknown): boolean {
    if (token !== this.token || this.closed || this.softReset) return false;
    this.details = details;
    this.beatAt = this.host.time.now;
    return true;
  }

  complete(token: number, reply: Reply): void {
    if (token !== this.token || this.closed) return;
    this.end();
    this.closed = true;
    this.onReply(reply);
  }

  fail(token: number, delayMs?: number): void {
    if (token !== this.token || this.closed) return;
    this.end();
    if (this.softReset) {
      const { wipe } = this.softReset;
      this.softReset = undefined;
      this.begun(1, wipe, 0);
      return;
    }
    this.begun(this.attempt + 1, false, delayMs ?? Math.min(200 * 2 ** (this.attempt - 1), MAX_BACKOFF));
  }

  /** Activity Reset: attempt 1 again. */
  reset(wipe: boolean, soft: boolean): void {
    if (this.closed) return;
    if (soft && this.token) {
      this.softReset = { wipe };
      return;
    }
    this.end();
    this.begun(1, wipe, 0);
  }

  /** A waiting retry is let go at once (unpause, or a person in the Web UI). */
  nudge(): void {
    if (!this.token && !this.closed) this.begun(this.attempt, false, 0);
  }

  /** The run is gone. */
  abandon(): void {
    this.end();
    this.closed = true;
  }

  private begun(attempt: number, wipe: boolean, delayMs: number): void {
    this.attempt = attempt;
    if (wipe) this.details = undefined;
    this.currentScheduled = this.host.time.now + delayMs;
    this.offer(this.currentScheduled);
  }

  private end(): void {
    if (this.token) this.host.over(this, this.token);
    this.token = 0;
  }

  private offer(scheduled: number): void {
    const { time } = this.host;
    time.after(Math.max(scheduled - time.now, 1), () => {
      if (this.closed || this.token || this.currentScheduled !== scheduled) return;
      const process = this.host.poller();
      if (!process) {
        time.after(LOOKS_FOR_A_POLLER, () => this.offer(scheduled));
        return;
      }
      Activity.tokens += 1;
      const token = (this.token = Activity.tokens);
      this.beatAt = time.now;
      this.watch(token);
      time.after(START_TO_CLOSE, () => this.fail(token));
      this.host.begin(this, token, process);
    });
  }

  private watch(token: number): void {
    const { time } = this.host;
    time.after(this.beatAt + HB - time.now, () => {
      if (token !== this.token) return;
      if (time.now - this.beatAt >= HB) this.fail(token);
      else this.watch(token);
    });
  }
}
