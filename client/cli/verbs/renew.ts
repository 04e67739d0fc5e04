import type { Command } from 'commander';
import { seconds } from '../parse.js';
import { renewalOptions, type RenewalOptions } from '../renewals/options.js';

export interface RenewOptions extends RenewalOptions {
  effectiveDate: string;
  runDate?: string;
  occasion?: string;
  detach?: true;
  timeout?: number;
  json?: true;
}

export const renew = (program: Command): void =>
  void renewalOptions(
    program
      .command('renew')
      .description('renew the members of a billing cycle (flow runRenewals), and show how far it is')
      .argument('<cycle>', 'LegacyBillingCycleId, such as "Regular Membership Fees"')
      .requiredOption('--effective-date <date>', 'YYYY-MM-DD: who is paid through before this day is billed'),
  )
    .option('--run-date <date>', 'RunDate of the billing; default the effective date')
    .option('--occasion <text>', 'run the same cycle and date again on purpose, such as for late joiners')
    .option('--detach', 'start it and come back at once')
    .option('--timeout <seconds>', 'wait no longer than this (the run goes on)', seconds)
    .option('--json', 'standard output is JSON alone: the report')
    .addHelpText(
      'after',
      `
--mode must be said, for the two differ: bulk bills by PaidThru all at once and takes no list and no payment; individual
renews each member in a flow of its own and bills nobody who is billed already. --plan alone shows who would be billed.
With --approval required it stops at the plan's figures (exit code 4) until somebody approves them.

Examples:
  duesflow renew "Regular Membership Fees" --effective-date 2027-01-01 --plan
  duesflow renew "Regular Membership Fees" --effective-date 2027-01-01 --mode bulk --approval required
  duesflow renew "Regular Membership Fees" --effective-date 2027-01-01 --mode individual --parties late.csv`,
    )
    .action(async (cycle: string, options: RenewOptions) => {
      const { runRenew } = await import('../renewals/run.js');
      await runRenew(cycle, options);
    });
