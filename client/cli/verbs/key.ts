import type { Command } from 'commander';
import type { FlowName } from '../../../workflows/contracts/names.js';

export const key = (program: Command): void =>
  void program
    .command('key')
    .description('the business key, which is the workflow id, that an input stands for')
    .argument('<flow>', 'type of the flow')
    .requiredOption('--input <file>', 'file with the input as JSON, or - for standard input')
    .option('--json', 'JSON with key, policy and what a start would show')
    .addHelpText(
      'after',
      `
The rows of an import and the parties of a renewal run are part of its key: their file is read for it.

Examples:
  duesflow key purchaseSubscription --input purchase.json
  duesflow key importDues --input import.json      {"file": "dues.csv"}`,
    )
    .action(async (flow: FlowName, options: { input: string; json?: true }) => {
      const [{ readFlowInput }, { parseInput }, { knownKey, resolveHere }, { startPlan }, { keyPolicy }, { print, printJson }] = await Promise.all([
        import('../input-file.js'),
        import('../../start.js'),
        import('../../resolve.js'),
        import('../../../workflows/contracts/start.js'),
        import('../../../workflows/contracts/keys.js'),
        import('../output.js'),
      ]);
      const input = await resolveHere(flow, parseInput(flow, await readFlowInput(options.input)));
      knownKey(flow, input);
      const { workflowId, staticSummary } = startPlan(flow, input);
      if (options.json)
        printJson({ flow, key: workflowId, workflowId, policy: keyPolicy(flow, input), summary: staticSummary });
      else print(workflowId);
    });
