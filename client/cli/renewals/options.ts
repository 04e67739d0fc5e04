/** Options that a renewal run takes from a person and from a schedule, and the input that they make. */
import { Option, type Command } from 'commander';
import { count, method } from '../parse.js';

export interface RenewalOptions {
  mode?: 'bulk' | 'individual';
  plan?: true;
  approval?: 'required' | 'none';
  parties?: string;
  party?: string[];
  pay?: { methodId: string; type: string };
  maxFailures?: number;
  window?: number;
  post?: 'auto' | 'leave';
  chapter?: string;
  results?: string;
  tenant?: string;
  autoPay?: 'all' | 'enrolledOnly' | 'notEnrolledOnly';
  doNotProrate?: true;
  doNotApplyCredits?: true;
}

export const renewalOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--mode <mode>', 'bulk: one Run for all of the cycle; individual: one renewal for each party').choices([
        'bulk',
        'individual',
      ]),
    )
    .option('--plan', 'only estimate who would be billed and for how much; writes nothing')
    .addOption(
      new Option('--approval <rule>', 'required: the plan waits for `duesflow repair ID approve`').choices([
        'required',
        'none',
      ]),
    )
    .option('--parties <file>', 'individual: only these parties: one id a line, or a CSV with a column PartyId')
    .option('--party <id...>', 'individual: only these parties')
    .option('--pay <method:type>', 'individual: pay each invoice, such as CASH:Cash; default: they stay open', method)
    .option('--max-failures <n>', 'individual: begin no more when more members than this did not end plainly completed (a refused payment counts)', count)
    .option('--window <n>', 'individual: members at a time; default 8', count)
    .addOption(
      new Option('--post <rule>', 'auto (default): post the batch where there is one; leave: somebody else does').choices([
        'auto',
        'leave',
      ]),
    )
    .option('--chapter <code>', 'only members of this chapter')
    .addOption(
      new Option('--auto-pay <who>', 'AutoPayOption of the billing').choices(['all', 'enrolledOnly', 'notEnrolledOnly']),
    )
    .option('--do-not-prorate', 'DoNotProrate of the billing')
    .option('--do-not-apply-credits', 'DoNotApplyCredits of the billing')
    .option('--results <file>', 'one line for each party; default in the data folder of the worker')
    .option('--tenant <name>', 'whose API');

/** Members of a runRenewals input; absent ones are left out. */
export function renewalInput(cycle: string, options: RenewalOptions, toAbsolute: (file: string) => string): Record<string, unknown> {
  const { mode, plan, approval, parties, party, pay, maxFailures, window, post, chapter, results, tenant } = options;
  const { autoPay, doNotProrate, doNotApplyCredits } = options;
  const billing = present({ autoPay, doNotProrate, doNotApplyCredits });
  return present({
    billingCycleId: cycle,
    // A plan reads the same rows for either mode; this one takes lists of parties, too.
    mode: mode ?? (plan ? 'individual' : undefined),
    ...{ plan, approval, maxFailures, window, post, chapter, tenant },
    partyIds: party,
    partyFile: parties === undefined ? undefined : toAbsolute(parties),
    payment: pay,
    resultsFile: results === undefined ? undefined : toAbsolute(results),
    options: Object.keys(billing).length > 0 ? billing : undefined,
  });
}

const present = (members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
