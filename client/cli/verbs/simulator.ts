import type { Command } from 'commander';

export const simulator = (program: Command): void =>
  void program
    .command('simulator')
    .description('the iMIS simulator alone; prints its address and login')
    .option('--port <n>', 'default: a free one')
    .option('--seed <n>', 'seed of the made-up association')
    .option('--parties <n>', 'parties beside the named ones')
    .option('--members <n>', 'members whose dues were paid until the end of last year')
    .option('--ledger <form>', 'full, or counts: for a million rows')
    .option('--invoices <kind>', 'legacy or persisted cash invoices')
    .option('--faults <file>', 'JSON list of faults to play')
    .addHelpText(
      'after',
      `
Example:
  duesflow simulator --port 8480 --invoices persisted`,
    )
    .action(async (options: Record<string, string>) => {
      const { runInForeground } = await import('../foreground.js');
      const parameters = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
      process.exitCode = await runInForeground('test/simulator/main', parameters);
    });
