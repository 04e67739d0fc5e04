import { Option, type Command } from 'commander';
import type { FlowName } from '../../../workflows/contracts/names.js';
import { seconds } from '../parse.js';

export interface AuditOptions {
  since?: string;
  until?: string;
  tenant?: string;
  flow?: FlowName;
  results?: string;
  detach?: true;
  timeout?: number;
  json?: true;
}

export const audit = (program: Command): void =>
  void program
    .command('audit')
    .description("compare closed flows' reports with what the API's records say today; reads only")
    .option('--since <time>', 'flows that closed since: a date, a time, or a span such as 7d or 24h; default the end of the last audit, else 24h')
    .option('--until <time>', 'flows that closed before; default now')
    .option('--tenant <name>', 'whose; default "default"')
    .addOption(new Option('--flow <type>', 'only flows of this type'))
    .option('--results <file>', 'one line for each finding: CSV, or JSONL when it is called so; default in the data folder of the worker')
    .option('--detach', 'start it and come back at once')
    .option('--timeout <seconds>', 'wait no longer than this (the audit goes on)', seconds)
    .option('--json', 'standard output is JSON alone: the result')
    .addHelpText(
      'after',
      `
  false-word   the records do not show what the report says, and nothing tells of a later change
  drift        it was so, and somebody has changed it since: the records tell
  unknown      it cannot be read, or not be told
  superseded   a later flow of ours changed the same record, and answers for it

Exits 0 when there is neither a false word nor drift, 3 when there is, 5 when the API could not be read to the end.

Examples:
  duesflow audit
  duesflow audit --since 7d --flow payInvoice
  duesflow audit --since 2026-03-01 --until 2026-04-01 --results march.csv
  duesflow schedule create audits --audit --at 06:00 --time-zone America/New_York`,
    )
    .action(async (options: AuditOptions) => {
      const { runAudit } = await import('../audit/run.js');
      await runAudit(options);
    });
