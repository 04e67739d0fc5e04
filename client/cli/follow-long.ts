/** Waits for a flow of many flows and shows how far it is. */
import type { Client } from '@temporalio/client';
import type { Report } from '../../workflows/contracts/report.js';
import { allOpenWait, pendingWord, waitingFlows, windowProgress, type Waiting } from '../progress.js';
import type { Started } from '../start.js';
import { follow } from './follow.js';
import { progressDisplay, type ProgressDisplay } from './progress-display.js';
import { unitOf } from './progress-text.js';

export interface Followed {
  report: Report;
  /** Flows that wait for a person. */
  waiting: Waiting[];
  /** The report says that it runs, yet nothing moves until a person has seen to those that wait. */
  stuck: boolean;
}

/** Returns when the flow has ended or is parked, when nothing moves any more, or when the time is over. */
export async function followLong(client: Client, flow: Started, timeoutMs?: number): Promise<Followed> {
  const display = progressDisplay(unitOf(flow.workflowId.split(':')[0]!));
  let stuck = false;
  const look = progressWatch(client, display);
  try {
    const options = { say: display.say, ...(timeoutMs !== undefined && { timeoutMs }) };
    const report = await follow(flow, { ...options, onReport: async (now) => (stuck = await look(now)) });
    const progress = await windowProgress(client, report.key);
    if (progress) display.show(progress);
    const waiting = report.state === 'closed' ? [] : await waitingFlows(client, report.key, progress);
    return { report, waiting, stuck };
  } finally {
    display.end();
  }
}

/** Looks once: true when nothing moves any more. */
function progressWatch(client: Client, display: ProgressDisplay): (report: Report) => Promise<boolean> {
  let last = '';
  let word: string | undefined;
  return async ({ flow, key }) => {
    const progress = await windowProgress(client, key);
    if (!progress) {
      const now = await pendingWord(client, key).catch(() => undefined);
      if (now !== undefined && now !== word) display.say(`    ${now}`);
      word = now;
      return false;
    }
    display.show(progress);
    const stand = `${progress.ended} ${progress.next} ${progress.waiting.length}`;
    const rests = stand === last;
    last = stand;
    // Members do not hold each other back: there the run itself is parked in the end.
    return rests && flow === 'importDues' && (await allOpenWait(client, key));
  };
}
