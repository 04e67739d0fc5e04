/** Shows how far it is: a bar for a person who watches, else a line every few seconds. To standard error. */
import { MultiBar } from 'cli-progress';
import type { WindowProgress } from '../../workflows/contracts/window.js';
import { note } from './output.js';
import { countsText, perMinute, progressLine, timeLeft } from './progress-text.js';

export interface ProgressDisplay {
  /** A line beside the progress. */
  say(line: string): void;
  show(progress: WindowProgress): void;
  end(): void;
}

/** `unit`: what is counted, such as `packages`. */
export const progressDisplay = (unit: string, stream: NodeJS.WriteStream = process.stderr): ProgressDisplay =>
  stream.isTTY ? bar(unit, stream) : lines(unit);

const LINE_EVERY_MS = 5_000;

/** Says nothing twice. */
export function lines(unit: string, say: (line: string) => void = note, now: () => number = Date.now): ProgressDisplay {
  let saidAt = -Infinity;
  let told = '';
  return {
    say,
    show(progress) {
      const stand = JSON.stringify([progress.ended, progress.counts, progress.waiting.length]);
      if (stand === told || (now() - saidAt < LINE_EVERY_MS && progress.ended < progress.total)) return;
      told = stand;
      saidAt = now();
      say(`  ${progressLine(progress, unit)}`);
    },
    end: () => undefined,
  };
}

/** Columns of all but the counts: bar, share, figures, time left. */
const BESIDE_COUNTS = 100;

function bar(unit: string, stream: NodeJS.WriteStream): ProgressDisplay {
  const bars = new MultiBar({
    stream,
    format: `  {bar} {percentage} %  {value} of {total} ${unit}, {rate} a minute {left}  {counts}`,
    barsize: 20,
    // Signals are the command's own business: one may end it here, so the terminal is left as it is.
    gracefulExit: false,
    hideCursor: false,
    linewrap: true,
  });
  let one: ReturnType<MultiBar['create']> | undefined;
  return {
    // The bar stays the last line.
    say: (line) => (one ? bars.log(`${line}\n`) : note(line)),
    show(progress) {
      const { ended, total, counts } = progress;
      const left = timeLeft(progress);
      // A line that wraps cannot be drawn over.
      const room = Math.max(0, (stream.columns ?? 80) - BESIDE_COUNTS);
      const words = { rate: Math.round(perMinute(progress)), left: left && `(${left})`, counts: countsText(counts).slice(0, room) };
      if (one) one.update(ended, words);
      else one = bars.create(total, ended, words);
    },
    end() {
      if (!one) return;
      bars.update();
      bars.stop();
    },
  };
}
