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
The exit code says how the flow stands: 0 completed or still running, 3 another verdict, 4 parked. Of an import or a
renewal run that is under way it also tells counts and rate, and names the flows in it that wait for a person.

Examples:
  duesflow report enrolMember:default:12345:REG:2026-01-01
  duesflow report importDues:default:1f0c2a9e6b7d4c3f8e21`,
    )
    .action(async (id: string, options: { json?: true }) => {
      const [{ withClient }, { readReport }, { showReport }, { showProgress }, { isServed }, { note }] = await Promise.all([
        import('../with-client.js'),
        import('../../runs.js'),
        import('../show-report.js'),
        import('../show-progress.js'),
        import('../../pollers.js'),
        import('../output.js'),
      ]);
      await withClient(async (client) => {
        const found = await readReport(client, id);
        showReport(found, options.json === true);
        if (!options.json) await showProgress(client, found);
        if (found.state !== 'running' && found.state !== 'compensating') return;
        process.exitCode = 0;
        if (!(await isServed(client, found.tenant)))
          note(`No worker makes the API calls of tenant ${found.tenant}: the flow waits. \`duesflow doctor\` tells more.`);
      });
    });
