/** Waits for a flow and tells each change of its steps. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../workflows/contracts/report.js';
import { StillReading } from '../errors.js';
import { EXIT, Problem } from '../problem.js';
import type { Started } from '../start.js';

export interface FollowOptions {
  /** Takes one line per change. */
  say: (line: string) => void;
  timeoutMs?: number;
  /** Sees each report while the flow runs; true ends the wait. */
  onReport?: (report: Report) => Promise<boolean>;
}

/** The report when the flow ended or parked, or as it stands when the time is over. */
export async function follow(flow: Started, { say, timeoutMs, onReport }: FollowOptions): Promise<Report> {
  const watch = new AbortController();
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => watch.abort(), timeoutMs);
  const told = new Map<string, string>();
  try {
    const ended = flow.result();
    const seen = watchSteps(flow, told, { say, onReport }, watch.signal);
    const report = (await Promise.race([ended, seen])) ?? (await asItStands(flow));
    tell(report, told, say);
    return report;
  } finally {
    clearTimeout(timer);
    watch.abort();
  }
}

/** Every query is a task for the worker: often at first, when most happens, then seldom. */
const pauseMs = (attempt: number): number => Math.min(2_000, 150 + attempt * 50);

/** Resolves with the report once the flow is parked or enough is seen, and with undefined when `signal` ends the watch. */
async function watchSteps(
  flow: Started,
  told: Map<string, string>,
  { say, onReport }: Pick<FollowOptions, 'say' | 'onReport'>,
  signal: AbortSignal,
): Promise<Report | undefined> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    await sleep(pauseMs(attempt), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const report = await flow.report().catch((error: unknown) => new Unanswered(error));
    if (signal.aborted) break;
    if (report instanceof Unanswered) {
      if (attempt === 10) say(report.why);
      continue;
    }
    tell(report, told, say);
    if (report.state === 'parked' || (await onReport?.(report))) return report;
  }
  return undefined;
}

/** No report yet, and what a person should know of it. */
class Unanswered {
  readonly why: string;

  constructor(error: unknown) {
    this.why =
      error instanceof StillReading
        ? '  The worker reads the file first.'
        : 'No worker has answered yet; still waiting. (`duesflow worker` starts one.)';
  }
}

async function asItStands(flow: Started): Promise<Report> {
  const goesOn = `It goes on by itself; \`duesflow report ${flow.workflowId}\` tells how it stands.`;
  try {
    return await flow.report();
  } catch (error) {
    throw new Problem(
      `${flow.workflowId} did not end in time, and no worker answers.`,
      goesOn,
      EXIT.unreachable,
      error,
    );
  }
}

/** One line for each step whose outcome or undo is news. */
function tell({ steps }: Report, told: Map<string, string>, say: (line: string) => void): void {
  for (const { name, outcome, compensation } of steps) {
    const done = outcome === 'pending' ? 'in progress' : outcome;
    const now = compensation ? `${done}, undo ${compensation}` : done;
    if (told.get(name) === now) continue;
    told.set(name, now);
    say(`  ${name}: ${now}`);
  }
}
