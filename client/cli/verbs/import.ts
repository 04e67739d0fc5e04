import { Option, type Command } from 'commander';
import { seconds } from '../parse.js';

export interface ImportOptions {
  mapping?: string;
  jobId?: string;
  onBadRow?: 'reject-file' | 'skip-row';
  results?: string;
  format?: 'csv' | 'jsonl';
  tenant?: string;
  readBack?: 'all' | 'sample' | 'none';
  occasion?: string;
  dryRun?: true;
  resendFailed?: string | true;
  detach?: true;
  timeout?: number;
  json?: true;
}

export const importFile = (program: Command): void =>
  void program
    .command('import')
    .description('import a file of dues (flow importDues): checks every row, sends packages, shows how far it is')
    .argument('<file>', 'CSV or JSONL: a path, or an http(s) address that the worker can read')
    .option('--mapping <file>', 'JSON: { "Our Column": "billBegin", "Shoe size": null, "defaults": { ... } }')
    .addOption(
      new Option('--on-bad-row <what>', 'reject-file (default): one bad row, and nothing is sent').choices([
        'reject-file',
        'skip-row',
      ]),
    )
    .option('--results <file>', 'one line for each row: CSV, or JSONL when it is called so; default <file>.results.csv')
    .addOption(new Option('--format <format>', 'default by the name of the file').choices(['csv', 'jsonl']))
    .option('--job-id <id>', 'DuesImportJobId of the packages, with their number; default made from the content')
    .option('--tenant <name>', 'whose API')
    .addOption(
      new Option('--read-back <what>', 'PaidThru and its like, as iMIS shows them afterwards; default sample').choices([
        'all',
        'sample',
        'none',
      ]),
    )
    .option('--occasion <text>', 'begin an import of the same rows anew; those that stand in iMIS are still not sent')
    .option('--dry-run', 'only check the rows and say what would be imported; sends and starts nothing')
    .option('--resend-failed [out]', 'make a file of the rows that a former import left out; starts nothing')
    .option('--detach', 'start it and come back at once')
    .option('--timeout <seconds>', 'wait no longer than this (the import goes on)', seconds)
    .option('--json', 'standard output is JSON alone: the report')
    .addHelpText(
      'after',
      `
The same rows are one import, whatever the file is called: given twice, the second is told of the first. Without a
Temporal, one is run for the time of the command. A package that waits for a person is named, with exit code 4.

Examples:
  duesflow import dues.csv --dry-run
  duesflow import dues.csv --mapping columns.json --on-bad-row skip-row
  duesflow import dues.csv --resend-failed        the rows that failed, as dues.failed.csv, each with its error`,
    )
    .action(async (file: string, options: ImportOptions) => {
      const { runImport } = await import('../import/run.js');
      await runImport(file, options);
    });
