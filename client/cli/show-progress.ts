/** Beside the report of a flow of many flows: how far it is, and which of them wait for a person. */
import type { Client } from '@temporalio/client';
import type { Report } from '../../workflows/contracts/report.js';
import { isLong, waitingFlows, windowProgress } from '../progress.js';
import { print } from './output.js';
import { progressLine, unitOf, waitingText } from './progress-text.js';

export async function showProgress(client: Client, { flow, key, state }: Report): Promise<void> {
  if (!isLong(flow) || state === 'closed') return;
  const progress = await windowProgress(client, key);
  const waiting = await waitingFlows(client, key, progress);
  if (progress) print(`\nProgress: ${progressLine(progress, unitOf(flow))}`);
  if (waiting.length > 0) print(`\n${waitingText(waiting)}`);
}
