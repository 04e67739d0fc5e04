import type { Command } from 'commander';
import type { Client } from '@temporalio/client';
import { FLOWS, type FlowName } from '../../../workflows/contracts/names.js';
import type { Started } from '../../start.js';
import { seconds } from '../parse.js';

interface Options {
  input: string;
  wait?: true;
  timeout?: number;
  json?: true;
}

export const start = (program: Command): void =>
  void program
    .command('start')
    .description('start a flow, or find the one that this act already has')
    .argument('<flow>', FLOWS.join(', '))
    .requiredOption('--input <file>', 'file with the input as JSON, or - for standard input')
    .option('--wait', 'wait until it ends or is parked; without a Temporal, one is run for the time of the command')
    .option('--timeout <seconds>', 'wait no longer than this (the flow goes on)', seconds)
    .option('--json', 'standard output is JSON alone: the report, or without --wait the id')
    .addHelpText(
      'after',
      `
Examples:
  duesflow start enrolMember --input enrol.json --wait
  echo '{"partyId":"12345","add":"EAST"}' | duesflow start changeChapter --input - --wait --json
  duesflow schemas enrolMember        what the input may hold`,
    )
    .action(run);

async function run(flow: FlowName, options: Options): Promise<void> {
  const [{ readFlowInput }, { parseInput }, { refuseUnknownTenant }, { withTemporal }] = await Promise.all([
    import('../input-file.js'),
    import('../../start.js'),
    import('../../known-tenants.js'),
    import('../with-temporal.js'),
  ]);
  // Checked before anything is started on its behalf.
  const input = parseInput(flow, await readFlowInput(options.input));
  await refuseUnknownTenant(input);
  await withTemporal({ embed: options.wait === true }, (client) => startAndTell(client, flow, input, options));
}

async function startAndTell(client: Client, flow: FlowName, input: unknown, options: Options): Promise<void> {
  const [{ createDuesflow }, { note, print, printJson }] = await Promise.all([
    import('../../index.js'),
    import('../output.js'),
  ]);
  const started = await createDuesflow({ client }).start(flow, input as never);
  const { workflowId, runId, startedAt, earlier } = started;
  const how = earlier ? `This act was started before, on ${startedAt.toISOString()}` : 'Started';
  if (options.wait) {
    note(`${how}: ${workflowId}`);
    await waitAndTell(started, options);
  } else if (options.json) printJson({ workflowId, runId, startedAt: startedAt.toISOString(), earlier });
  else print(`${how}: ${workflowId}\nSee it with: duesflow report ${workflowId}`);
}

async function waitAndTell(started: Started, { json, timeout }: Options): Promise<void> {
  const [{ follow }, { showReport }, { note }] = await Promise.all([
    import('../follow.js'),
    import('../show-report.js'),
    import('../output.js'),
  ]);
  const report = await follow(started, { say: note, ...(timeout !== undefined && { timeoutMs: timeout * 1000 }) });
  if (!report.verdict && report.state !== 'parked')
    note(`Not ended after ${timeout} s. It goes on; \`duesflow report ${started.workflowId}\` tells how it stands.`);
  showReport(report, json === true);
}
