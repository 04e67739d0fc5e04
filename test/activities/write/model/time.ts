/** Virtual time: events in order, and after each of them everything that was waiting for it runs to its next await. */
interface Due {
  at: number;
  run: () => void;
}

export class VirtualTime {
  /** Milliseconds. Not 0, so that a forgotten time stands out. */
  now = 1_000_000;
  private readonly queue: Due[] = [];

  after(ms: number, run: () => void): void {
    const at = this.now + Math.max(0, ms);
    let place = this.queue.length;
    while (place > 0 && this.queue[place - 1]!.at > at) place -= 1;
    this.queue.splice(place, 0, { at, run });
  }

  /** Runs until `done`, or until `end`. */
  async run(done: () => boolean, end: number): Promise<void> {
    while (!done()) {
      const next = this.queue[0];
      if (!next || next.at > end) {
        this.now = end;
        return;
      }
      this.queue.shift();
      this.now = next.at;
      next.run();
      await drained();
    }
  }
}

/** Resolves when no microtask is left. */
const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
