/** One world: the record, the server, the processes, what the scenario lets happen, and what was found to be wrong. */
import type { Activity, Host } from './server.js';
import { CALM_AFTER } from './numbers.js';
import type { Process } from './process.js';
import { TheRecord, type Request } from './record.js';
import {
  GOOD_ACK,
  GOOD_READ,
  GOOD_SEND,
  type AckFate,
  type ReadFate,
  type Scenario,
  type SendFate,
  type What,
} from './scenario.js';
import { SlotServer } from './slot.js';
import { VirtualTime } from './time.js';

/** An attempt as the world sees it: where it runs, and what it has on its way. */
export interface Run {
  activity: Activity;
  token: number;
  process: Process;
  /** Requests that have not ended. */
  onTheWay: Request[];
  over: boolean;
}

export interface Found {
  /** The property that does not hold: a letter of properties.ts. */
  property: string;
  text: string;
}

export class World implements Host {
  readonly time = new VirtualTime();
  readonly record = new TheRecord(this.time);
  readonly slots = new SlotServer(this.time);
  readonly scenario: Scenario;
  readonly found: Found[] = [];
  readonly runs: Run[] = [];
  readonly startedAt = this.time.now;
  /** Details of an attempt were lost or wiped: the before-image may be missing. */
  imageLost = false;
  /** Starts an attempt; set by attempts.ts. */
  start: (run: Run) => void = () => undefined;
  /** Resets the run of the flow that the activity belongs to; set by flow.ts. */
  resetRun: (activity: Activity) => void = () => undefined;
  private points = 0;
  private readonly fates: { sends: SendFate[]; reads: ReadFate[]; acks: AckFate[] };
  readonly log: string[] = [];

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    const { sends, reads, acks } = scenario;
    this.fates = { sends: [...sends], reads: [...reads], acks: [...acks] };
    this.slots.onLost = (process) => this.endOnTheWay((run) => run.process === process);
  }

  get calm(): boolean {
    return this.time.now - this.startedAt >= CALM_AFTER;
  }

  say(text: string): void {
    this.log.push(`${this.time.now - this.startedAt}: ${text}`);
  }

  wrong(property: string, text: string): void {
    this.found.push({ property, text: `at ${this.time.now - this.startedAt}: ${text}` });
  }

  sendFate = (): SendFate => (this.calm ? undefined : this.fates.sends.shift()) ?? GOOD_SEND;
  readFate = (): ReadFate => (this.calm ? undefined : this.fates.reads.shift()) ?? GOOD_READ;
  ackFate = (): AckFate => (this.calm ? undefined : this.fates.acks.shift()) ?? GOOD_ACK;

  /** A wait of an attempt. What the scenario has for this point comes in the middle of it. */
  async point(run: Run, ms: number): Promise<void> {
    this.points += 1;
    const now = this.scenario.happenings.filter(({ point }) => point === this.points);
    for (const what of this.calm ? [] : now) this.time.after(ms / 2 + what.after, () => this.happen(run, what));
    await run.process.wait(ms);
  }

  private happen(run: Run, what: What): void {
    const { activity, process } = run;
    this.say(`${JSON.stringify(what)} in ${process.name}`);
    switch (what.what) {
      case 'kill':
        this.slots.kill(process);
        return this.endOnTheWay((one) => one.process === process);
      case 'stop':
        return process.stop(what.ms);
      case 'cut':
        process.cutUntil = this.time.now + what.ms;
        return;
      case 'handover':
        process.ending = true;
        return;
      case 'reset':
        this.imageLost ||= what.wipe;
        return activity.reset(what.wipe, what.soft);
      case 'resetRun':
        return this.resetRun(activity);
      case 'nudge':
        return this.time.after(what.ms, () => activity.nudge());
      case 'loseDetails':
        this.imageLost = true;
        activity.details = undefined;
        return;
      case 'foreignDetails':
        this.imageLost = true;
        activity.details = { v: 99, quiet: activity.attempt, since: 0, sends: 0 };
        return;
      case 'edit':
        this.record.image += 1;
        return;
      case 'shut':
        this.record.shut = true;
        return;
      case 'cancel':
        activity.cancelRequested = true;
    }
  }

  private endOnTheWay(of: (run: Run) => boolean): void {
    for (const run of this.runs.filter(of)) {
      for (const request of run.onTheWay) this.record.over(request);
      run.over = true;
    }
  }

  // What the server asks of its host

  poller(): Process | undefined {
    const { processes } = this.slots;
    return processes.find(
      (one) => one.alive && one.workers > 0 && !one.stopped && !one.cut && one.running < this.scenario.concurrency,
    );
  }

  begin(activity: Activity, token: number, process: Process): void {
    const run: Run = { activity, token, process, onTheWay: [], over: false };
    this.runs.push(run);
    this.start(run);
  }

  over(_activity: Activity, token: number): void {
    this.endOnTheWay((run) => run.token === token);
  }
}
