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
Example:
  duesflow key purchaseSubscription --input purchase.json`,
    )
    .action(async (flow: FlowName, options: { input: string; json?: true }) => {
      const [{ readInput }, { parseInput }, { startPlan }, { keyPolicy }, { print, printJson }] = await Promise.all([
        import('../input-file.js'),
        import('../../start.js'),
        import('../../../workflows/contracts/start.js'),
        import('../../../workflows/contracts/keys.js'),
        import('../output.js'),
      ]);
      const input = parseInput(flow, await readInput(options.input));
      const { workflowId, staticSummary } = startPlan(flow, input);
      if (options.json)
        printJson({ flow, key: workflowId, workflowId, policy: keyPolicy(flow, input), summary: staticSummary });
      else print(workflowId);
    });
