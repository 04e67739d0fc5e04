/** Starts a flow of many flows for `import` and `renew`, and follows it to where it ends or waits. */
import type { Client } from '@temporalio/client';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { Report } from '../../workflows/contracts/report.js';
import { startFlow, type Started } from '../start.js';
import { TASK_QUEUE } from '../../workflows/contracts/names.js';
import { refuseUnknownTenant } from '../known-tenants.js';
import { EXIT } from '../problem.js';
import { exitCodeOf } from './exit-code.js';
import { followLong, type Followed } from './follow-long.js';
import { note, print, printJson } from './output.js';
import { waitingText } from './progress-text.js';
import { withTemporal } from './with-temporal.js';

export interface LongOptions {
  detach?: true;
  /** Seconds. */
  timeout?: number;
  json?: true;
}

/** `text`: what a person reads of the report. The input has been checked. */
export async function runLong<F extends 'importDues' | 'runRenewals'>(
  flow: F,
  input: InputOf<F>,
  options: LongOptions,
  text: (report: Report) => string,
): Promise<void> {
  await refuseUnknownTenant(input);
  await withTemporal({ embed: !options.detach }, async (client) => {
    const started = await startFlow(client, flow, input, process.env['DUESFLOW_TASK_QUEUE'] || TASK_QUEUE);
    const { workflowId, runId, startedAt, earlier } = started;
    const how = earlier ? `This act was started before, on ${startedAt.toISOString()}` : 'Started';
    if (!options.detach) {
      note(`${how}: ${workflowId}`);
      return await followAndTell(client, started, options, text);
    }
    if (options.json) printJson({ workflowId, runId, startedAt: startedAt.toISOString(), earlier });
    else print(`${how}: ${workflowId}\nSee it with: duesflow report ${workflowId}`);
  });
}

async function followAndTell(
  client: Client,
  started: Started,
  { timeout, json }: LongOptions,
  text: (report: Report) => string,
): Promise<void> {
  const followed = await followLong(client, started, timeout === undefined ? undefined : timeout * 1000);
  const { report, waiting, stuck } = followed;
  if (!report.verdict && report.state !== 'parked' && !stuck)
    note(`Not ended after ${timeout} s. It goes on; \`duesflow report ${report.key}\` tells how it stands.`);
  if (json) printJson(report);
  else print([text(report), ...(waiting.length > 0 ? [waitingText(waiting)] : [])].join('\n\n'));
  process.exitCode = exitOf(followed);
}

/** A flow that rests on its parked children waits for a person as a parked one does. */
export const exitOf = ({ report, stuck }: Pick<Followed, 'report' | 'stuck'>): number =>
  stuck ? EXIT.parked : exitCodeOf(report);
