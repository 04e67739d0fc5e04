import type { Command } from 'commander';

export const report = (program: Command): void =>
  void program
    .command('report')
    .description('what a flow has done, undone, and what it needs')
    .argument('<id>', 'workflow id, which is the business key')
    .option('--json', 'the report as JSON')
    .addHelpText(
      'after',
      `
The exit code says how the flow stands: 0 completed or still running, 3 another verdict, 4 parked.

Example:
  duesflow report enrolMember:default:12345:REG:2026-01-01`,
    )
    .action(async (id: string, options: { json?: true }) => {
      const [{ withClient }, { readReport }, { showReport }] = await Promise.all([
        import('../with-client.js'),
        import('../../runs.js'),
        import('../show-report.js'),
      ]);
      await withClient(async (client) => {
        const found = await readReport(client, id);
        showReport(found, options.json === true);
        if (found.state === 'running' || found.state === 'compensating') process.exitCode = 0;
      });
    });
