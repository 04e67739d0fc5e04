/** The slots of a window: each takes the next item, starts its flow, and is free again when that ends or is parked. */
import { condition, Trigger, workflowInfo } from '@temporalio/workflow';
import type { FlowEnd, WindowInput, WindowState } from '../contracts/window.js';
import { endOf, type Child } from './child.js';
import { find, idOf, Items, memberLine, start, type Item } from './source.js';
import { Results } from './results.js';
import { someEnd } from './waiting.js';

/** Children of one run: some 24 events and 6 KB each for packages, far below the limits of a history. */
const PER_RUN = 200;
/** When so many wait for a person something is wrong with all of them: no more are begun until some have ended. */
const MAX_WAITING = 100;

export class Window {
  private readonly input: WindowInput;
  private readonly state: WindowState;
  private readonly items: Items;
  private readonly results: Results;
  private readonly changed: (atOnce?: boolean) => void;
  /** Packages that were parked and have not passed. */
  readonly heldUp = new Set<string>();
  private turn: Promise<unknown> = Promise.resolve();
  private startedHere = 0;
  private lastPassed: number;
  /** Flows that run, by workflow id: `free` gives the slot back, `passed` lets the next begin. */
  private readonly running = new Map<string, { item: Item; free: Trigger<void> }>();
  wait = true;
  /** This run is about to end: what happens now is left for the next one to see. */
  private closing = false;

  constructor(input: WindowInput, state: WindowState, changed: (atOnce?: boolean) => void) {
    this.input = input;
    this.state = state;
    this.changed = changed;
    this.items = new Items(input, state.next);
    this.results = new Results(input, state);
    this.lastPassed = state.next - 1;
  }

  /** Runs until all are started and ended, or this run has had its share. True: there is more to start. */
  async fill(): Promise<boolean> {
    await Promise.all(Array.from({ length: this.input.size }, () => this.slot()));
    const more = !this.state.stopped && this.state.next <= this.input.total;
    this.closing = more;
    await this.results.flush();
    return more;
  }

  /** Those that wait for a person come to their end too, unless it is said not to wait for them. */
  async waitForTheRest(): Promise<void> {
    const { waiting } = this.state;
    while (this.wait && waiting.length > 0) await this.someOfWaiting();
    for (const { partyId, workflowId } of waiting)
      if (partyId) this.results.addMember({ partyId, status: 'parked', workflowId, message: 'waits for a person' });
    // Every row of the file, and every party, has its line.
    if (this.state.stopped) this.results.addUnbegun(this.state.next);
    await this.results.flush();
  }

  parked(workflowId: string): void {
    const slot = this.running.get(workflowId);
    if (!slot) return;
    if (this.input.source.kind === 'packages') return this.holdUp(workflowId);
    this.state.waiting.push({ ...slot.item, workflowId });
    slot.free.resolve();
    this.changed();
  }

  /** Packages go in order: a parked one keeps its slot, and those after it wait. */
  private holdUp(workflowId: string): void {
    this.heldUp.add(workflowId);
    this.changed(true);
  }

  /** Begins no more; what runs comes to its end. */
  stop(): void {
    this.state.stopped ??= 'cancel';
    this.wait = false;
  }

  passed(workflowId: string): void {
    const slot = this.running.get(workflowId);
    if (slot) this.lastPassed = Math.max(this.lastPassed, slot.item.n);
  }

  private async slot(): Promise<void> {
    for (;;) {
      const item = await this.next();
      if (!item) return;
      // Packages are handed over in the order of the file; members in any.
      if (this.input.source.kind === 'packages' && !(await this.isItsTurn(item))) return;
      const child = await start(this.input, item);
      if (child) await this.run(item, child);
      else await this.join(item);
    }
  }

  /** False: no more are to be begun, so it is given back. Those behind it wait as well. */
  private async isItsTurn({ n }: Item): Promise<boolean> {
    const { state } = this;
    await condition(() => state.stopped !== undefined || this.lastPassed >= n - 1);
    if (state.stopped === undefined) return true;
    state.next = Math.min(state.next, n);
    return false;
  }

  /** One slot at a time takes an item: reading the list is an activity. */
  private next(): Promise<Item | undefined> {
    const taken = this.turn.then(async () => {
      while (this.wait && !this.state.stopped && this.state.waiting.length >= MAX_WAITING) await this.someOfWaiting();
      if (this.state.stopped || this.startedHere >= (this.input.perRun ?? PER_RUN) || workflowInfo().continueAsNewSuggested) return undefined;
      const item = await this.items.take();
      if (!item) return undefined;
      this.startedHere += 1;
      this.state.next = item.n + 1;
      return item;
    });
    this.turn = taken;
    return taken;
  }

  private async run(item: Item, child: Child): Promise<void> {
    const free = new Trigger<void>();
    this.running.set(child.workflowId, { item, free });
    const ended = endOf(child).then((end) => {
      this.running.delete(child.workflowId);
      this.heldUp.delete(child.workflowId);
      if (!this.isWaiting(end.workflowId)) this.record(item, end);
      else if (!this.closing) this.endOfWaiting(end);
    });
    await Promise.race([ended, free]);
  }

  /** A flow of this key is there already. Of packages the order is kept; a member's holds no slot meanwhile. */
  private async join(item: Item): Promise<void> {
    const { end, ours } = await find(this.input, item);
    const found = { ...item, ...(!ours && { theirs: true as const }) };
    const workflowId = idOf(this.input, item);
    if (end) this.record(found, end);
    else if (this.input.source.kind === 'members') this.state.waiting.push({ ...found, workflowId });
    else for (const late of await someEnd([workflowId], () => false)) this.record(found, late);
  }

  private async someOfWaiting(): Promise<void> {
    const ids = this.state.waiting.map(({ workflowId }) => workflowId);
    for (const end of await someEnd(ids, () => !this.wait)) this.endOfWaiting(end);
  }

  private isWaiting(id: string): boolean {
    return this.state.waiting.some(({ workflowId }) => workflowId === id);
  }

  private endOfWaiting(end: FlowEnd): void {
    const { waiting } = this.state;
    const at = waiting.findIndex(({ workflowId }) => workflowId === end.workflowId);
    if (at >= 0) this.record(waiting.splice(at, 1)[0]!, end);
  }

  private record(item: Item, end: FlowEnd): void {
    const { state, input } = this;
    state.ended += 1;
    if (end.verdict !== 'completed') state.failures += 1;
    if (input.maxFailures !== undefined && state.failures > input.maxFailures) state.stopped ??= 'maxFailures';
    this.lastPassed = Math.max(this.lastPassed, item.n);
    if (item.partyId === undefined) this.results.addPackage(item.n, end);
    else this.results.addMember(memberLine(item.partyId, end, item.theirs === true));
    this.changed();
  }
}
