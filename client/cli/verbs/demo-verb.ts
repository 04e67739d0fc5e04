import type { Command } from 'commander';

export const demo = (program: Command): void =>
  void program
    .command('demo')
    .description(
      'every flow against the simulator, an import and renewal runs among them, with faults and killed workers; checks the ledger',
    )
    .option('--json', 'JSON alone on standard output')
    .addHelpText(
      'after',
      `
Exits 0 only when every scene ends as it should and the ledger shows no duplicate, no orphan and no false word. Takes
about a minute. Its files (the one that is imported, and results) stay in a temporary folder that it names.`,
    )
    .action(async (options: { json?: true }) => {
      const { runDemo } = await import('./demo.js');
      process.exitCode = await runDemo({ json: options.json === true });
    });
