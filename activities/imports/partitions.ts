/** Lines sorted into numbered heaps on disk, so that what belongs together can be looked at in a small memory. */
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readLines } from './lines-in.js';
import { FILE_MODE } from './paths.js';

/** Characters that are held back in memory. Fewer never reach the disk. */
const HELD = 4 * 1024 * 1024;

export class Partitions {
  private readonly folder: string;
  private readonly name: string;
  private readonly limit: number;
  private readonly waiting = new Map<number, string[]>();
  private readonly written = new Set<number>();
  private size = 0;

  /** `name` begins the names of its files in `folder`. */
  constructor(folder: string, name: string, limit = HELD) {
    this.folder = folder;
    this.name = name;
    this.limit = limit;
  }

  async add(partition: number, line: string): Promise<void> {
    const lines = this.waiting.get(partition);
    if (lines) lines.push(line);
    else this.waiting.set(partition, [line]);
    this.size += line.length + 1;
    if (this.size >= this.limit) await this.flush();
  }

  /** Numbers of the heaps that hold a line. */
  numbers(): number[] {
    return [...new Set([...this.written, ...this.waiting.keys()])].sort((a, b) => a - b);
  }

  /** The lines of one heap in the order in which they came. */
  async *lines(partition: number): AsyncGenerator<string> {
    if (this.written.has(partition)) yield* readLines(this.file(partition));
    yield* this.waiting.get(partition) ?? [];
  }

  private async flush(): Promise<void> {
    for (const [partition, lines] of this.waiting) {
      await appendFile(this.file(partition), `${lines.join('\n')}\n`, { mode: FILE_MODE });
      this.written.add(partition);
    }
    this.waiting.clear();
    this.size = 0;
  }

  private file(partition: number): string {
    return join(this.folder, `${this.name}-${partition}`);
  }
}
