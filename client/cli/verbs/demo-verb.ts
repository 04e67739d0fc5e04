import type { Command } from 'commander';

export const demo = (program: Command): void =>
  void program
    .command('demo')
    .description(
      'every flow against the simulator, an import and renewal runs among them, with faults and killed workers; checks the ledger',
    )
    .option('--address <host:port>', 'of a Temporal to play on that has no workflows yet, in place of an embedded one')
    .option('--json', 'JSON alone on standard output')
    .addHelpText(
      'after',
      `
Exits 0 only when every scene ends as it should and the ledger shows no duplicate, no orphan and no false word. Takes
about a minute. Its files (the one that is imported, and results) stay in a temporary folder that it names.`,
    )
    .action(async ({ json = false, ...options }: { json?: boolean; address?: string }) => {
      const { runDemo } = await import('./demo.js');
      process.exitCode = await runDemo({ json, ...options });
    });
