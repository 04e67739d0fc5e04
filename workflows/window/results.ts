/**
 * The results file grows as flows end. An append begins at a known offset and cuts off what stands behind it, so that
 * an attempt repeated after a crash writes nothing twice.
 */
import type { PackagesEnd } from '../../activities/flows/window.js';
import type { FlowEnd, FlowVerdict, MemberLine, PartyList, WindowInput, WindowState } from '../contracts/window.js';
import { itemsEnded } from '../saga/observe.js';
import { appendMembers, appendPackages, appendUnbegun } from './activities.js';

/** Verdicts of a package that changed nothing in iMIS. Of one that was cut off nobody can say. */
const NOT_SENT: readonly FlowVerdict[] = ['rejected', 'cancelled'];
/** Packages of one append: some 10,000 rows. */
const CHUNK = 100;

export class Results {
  private readonly input: WindowInput;
  private readonly state: WindowState;
  private lines: MemberLine[] = [];
  /** Packages that have ended, with a word for those that left no results of their own, by the first of them. */
  private readonly packages = new Map<number, PackagesEnd>();
  /** The first party that is not begun any more. */
  private unbegun = Infinity;
  private writing: Promise<void> | undefined;

  constructor(input: WindowInput, state: WindowState) {
    this.input = input;
    this.state = state;
  }

  addMember(line: MemberLine): void {
    this.count({ [line.status]: 1 });
    this.lines.push(line);
    // Few appends, yet a line is never far behind.
    if (this.lines.length >= 50) this.begin();
  }

  addPackage(n: number, end: FlowEnd): void {
    const otherwise = `the package ended as ${end.verdict}: ${end.message}`;
    this.packages.set(n, { from: n, to: n, status: NOT_SENT.includes(end.verdict) ? 'not-sent' : 'unknown', otherwise });
    this.begin();
  }

  /** What is not begun any more: nothing was sent of it, unless an earlier window did it. */
  addUnbegun(next: number): void {
    if (this.input.source.kind === 'members') return void (this.unbegun = next);
    const said = this.input.again
      ? { status: 'unknown', otherwise: 'the import was stopped; whether the row was sent before that is not known' } as const
      : { status: 'not-sent', otherwise: 'the import was stopped before this row was sent' } as const;
    for (let from = next; from <= this.input.total; from += CHUNK) {
      const to = Math.min(from + CHUNK - 1, this.input.total);
      this.packages.set(from, { from, to, ...said });
    }
  }

  /** Writes all there is to write. */
  async flush(): Promise<void> {
    while (this.writing || this.lines.length > 0 || this.due().length > 0 || this.unbegun <= this.input.total) {
      this.begin();
      await this.writing;
    }
  }

  private begin(): void {
    this.writing ??= this.write().finally(() => (this.writing = undefined));
  }

  private async write(): Promise<void> {
    const { resultsFile, source } = this.input;
    if (source.kind === 'members') {
      const lines = this.lines;
      this.lines = [];
      if (lines.length > 0) this.state.offset = await appendMembers({ file: resultsFile, offset: this.state.offset, lines });
      else if (this.unbegun <= this.input.total) await this.writeUnbegun(source.list);
      return;
    }
    const packages = this.due();
    if (packages.length === 0) return;
    const { tenant, contentHash, jobId } = { tenant: this.input.tenant, ...source.of };
    const { offset, counts } = await appendPackages({ tenant, contentHash, jobId, file: resultsFile, offset: this.state.offset, packages });
    for (const { from } of packages) this.packages.delete(from);
    Object.assign(this.state, { offset, written: packages.at(-1)!.to });
    this.count(counts);
  }

  /** Last of all: they need no flow, so their ids need not come here. */
  private async writeUnbegun(list: PartyList): Promise<void> {
    const { resultsFile, total, again } = this.input;
    const said = again
      ? { status: 'unknown', message: 'the run was stopped; whether the renewal was begun before that is not known' }
      : { status: 'not-begun', message: 'the run was stopped before this renewal' };
    const from = this.unbegun;
    this.state.offset = await appendUnbegun({ file: resultsFile, offset: this.state.offset, list, from, ...said });
    this.unbegun = Infinity;
    this.count({ [said.status]: total - from + 1 });
  }

  /** The packages that come next in the file: in order, whichever ends first, and not too many at a time. */
  private due(): PackagesEnd[] {
    const { written } = this.state;
    const next: PackagesEnd[] = [];
    for (let end = this.packages.get(written + 1); end && end.to <= written + CHUNK; end = this.packages.get(end.to + 1)) next.push(end);
    return next;
  }

  private count(counts: Record<string, number>): void {
    itemsEnded(this.input.source.kind, this.input.tenant, counts);
    for (const [status, n] of Object.entries(counts)) this.state.counts[status] = (this.state.counts[status] ?? 0) + n;
  }
}
