/** What the association does by itself, on its own clock: packages, bulk runs, postings. */
export class Background {
  /** Told when such work breaks: a defect of the simulator. */
  onDefect: (error: unknown) => void = () => undefined;
  private readonly timers = new Set<NodeJS.Timeout>();

  /** Whether anything is still to come. */
  get busy(): boolean {
    return this.timers.size > 0;
  }

  /** Does `work` in `ms`, never within the present call. */
  after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      try {
        work();
      } catch (error) {
        this.onDefect(error);
      }
    }, ms);
    this.timers.add(timer);
  }

  clear(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
