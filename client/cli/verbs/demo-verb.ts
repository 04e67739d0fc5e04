import type { Command } from 'commander';

export const demo = (program: Command): void =>
  void program
    .command('demo')
    .description('every flow against the simulator, with faults and a worker crash; checks the ledger')
    .option('--json', 'JSON alone on standard output')
    .addHelpText(
      'after',
      `
Exits 0 only when the ledger shows no duplicate, no orphan and no false word.`,
    )
    .action(async (options: { json?: true }) => {
      const { runDemo } = await import('./demo.js');
      process.exitCode = await runDemo({ json: options.json === true });
    });
