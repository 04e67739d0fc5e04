/** What happened when, for the plot and the summary. */
export const MARKS = ['kill', 'stop', 'start', 'restart'] as const;
export type MarkKind = (typeof MARKS)[number];

export interface Mark {
  at: number;
  kind: MarkKind;
  /** Until the calls of a tenant were served again; absent: it was not seen. */
  recoveredMs?: number;
}

export interface Sample {
  at: number;
  started: number;
  ended: number;
  parked: number;
}

export class Timeline {
  readonly marks: Mark[] = [];
  readonly samples: Sample[] = [];
  private begun = Date.now();

  /** The flows begin now. */
  begin(): void {
    this.begun = Date.now();
  }

  get now(): number {
    return Date.now() - this.begun;
  }

  mark(kind: MarkKind): Mark {
    const mark: Mark = { at: this.now, kind };
    this.marks.push(mark);
    return mark;
  }

  sample(figures: Omit<Sample, 'at'>): void {
    this.samples.push({ at: this.now, ...figures });
  }

  count = (kind: MarkKind): number => this.marks.filter((mark) => mark.kind === kind).length;
}
