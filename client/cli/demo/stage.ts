/** What the acts of the demonstration play on. */
import type { Client } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../../workflows/contracts/report.js';
import type { Duesflow } from '../../index.js';
import { reportText } from '../report-text.js';
import type { SimulatorAdmin } from './simulator-admin.js';

export interface Stage {
  client: Client;
  duesflow: Duesflow;
  simulator: SimulatorAdmin;
  /** Takes the files that the demonstration makes. It stays, to be looked at. */
  folder: string;
  /** Kills the worker with SIGKILL and starts another. */
  killWorker(): Promise<void>;
  say(line: string): void;
}

export interface Act {
  title: string;
  /** Plays it and tells what is seen. Answers with a sentence for each thing that is not as it should be. */
  play(stage: Stage): Promise<string[]>;
}

/** Kills the worker as soon as a fault holds a call of it; never when the flow is over before that. */
export async function killWhenHit(
  { simulator, killWorker, say }: Stage,
  fault: string,
  flow: Promise<unknown>,
): Promise<void> {
  let over = false;
  const end = (): void => void (over = true);
  flow.then(end, end);
  while (!(await simulator.faultHit(fault))) {
    if (over) return;
    await sleep(20);
  }
  // A progress bar ends without a line end.
  say(`${process.stderr.isTTY ? '\n' : ''}  SIGKILL to the worker, in the middle of the call`);
  await killWorker();
  say('  another worker is up');
}

export const sayReport = ({ say }: Stage, report: Report): void => say(indent(reportText(report, { width: 110 })));

/** Of a flow of many flows: what stands in its result is told in other words. */
export const sayLong = (stage: Stage, report: Report): void => sayReport(stage, { ...report, result: {} });

export const indent = (text: string): string => text.replace(/^(?=.)/gm, '    ');

/** The members that are not as expected, each as a sentence. */
export function unlike(expected: Record<string, unknown>, seen: Record<string, unknown>): string[] {
  return Object.entries(expected)
    .filter(([name, value]) => seen[name] !== value)
    .map(([name, value]) => `${name} should be ${String(value)} and is ${String(seen[name])}`);
}
