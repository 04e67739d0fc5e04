import type { Command } from 'commander';
import type { AnySchedule, Calendar, NewAuditSchedule, NewSchedule, Schedules } from '../../schedules.js';
import type { FlowName } from '../../../workflows/contracts/names.js';
import { duration, numbers } from '../parse.js';
import { renewalInput, renewalOptions, type RenewalOptions } from '../renewals/options.js';
import { withSchedules } from './use.js';

interface Options extends RenewalOptions {
  audit?: true;
  since?: string;
  flow?: FlowName;
  cycle?: string;
  effective?: string;
  timeZone: string;
  calendar?: string;
  at?: string;
  dayOfMonth?: number[];
  month?: number[];
  catchUp?: number;
  jitter?: number;
  paused?: true;
  note?: string;
  dryRun?: true;
  json?: true;
}

export const create = (parent: Command): void =>
  void renewalOptions(
    parent
      .command('create')
      .description('a new schedule')
      .argument('<id>', 'its name: letters, digits, dots, hyphens')
      .option('--audit', 'of audits, in place of renewal runs: `duesflow audit --help` tells what they compare')
      .option('--since <span>', 'with --audit: flows that closed in a span such as 7d; default since the last audit')
      .option('--flow <type>', 'with --audit: only flows of this type')
      .option('--cycle <cycle>', 'LegacyBillingCycleId')
      .option('--effective <rule>', 'effective date: scheduled-day, month-start, month-end, year-start, year-end, with a shift such as +1m')
      .requiredOption('--time-zone <zone>', "the association's, such as Europe/Berlin: midnight elsewhere is another day")
      .option('--calendar <cron>', 'five fields: minute, hour, day of month, month, day of week')
      .option('--at <time>', 'instead of a calendar: time of day HH:MM')
      .option('--day-of-month <days>', 'with --at: days such as 1,15; default 1, of audits every day', numbers)
      .option('--month <months>', 'with --at: months such as 1,4,7,10; default all', numbers),
  )
    .option('--catch-up <time>', 'a run that is later than this is missed; default 7d, of audits 1d', duration)
    .option('--jitter <time>', 'begin up to this much later, by chance; default none', duration)
    .option('--paused', 'created, but not running yet')
    .option('--note <text>', 'for those who look at it')
    .option('--dry-run', 'only say the next five times, their effective dates and keys')
    .option('--json', 'JSON alone on standard output')
    .addHelpText(
      'after',
      `
Overlap is ALLOW_ALL: an open run swallows no period, for each has a key of its own. Runs of one cycle still come one
after the other: while a run's members wait for a person, or it is parked after its plan, the next period's run waits
for it, and \`duesflow doctor\` warns of that; a plan that waits for approval holds nobody back. A run that failed does
not pause the schedule, for the next period is another: \`duesflow doctor\` fails on it. A server that is away for less than --catch-up loses no period.
Times between 01:00 and 03:00 may be missing or come twice on days of clock change.

Examples:
  duesflow schedule create audits --audit --at 06:00 --time-zone America/New_York
  duesflow schedule create dues --cycle "Regular Membership Fees" --mode bulk --approval required \\
    --effective year-start+1y --calendar "0 6 1 12 *" --time-zone America/New_York --dry-run`,
    )
    .action(async (id: string, options: Options) => {
      const asked = await (options.audit ? newAudit(id, options) : newSchedule(id, options));
      await withSchedules((schedules) => (options.dryRun ? preview(schedules, asked, options) : make(schedules, asked, options)));
    });

export async function newSchedule(scheduleId: string, options: Options): Promise<NewSchedule> {
  const [{ absolute }, { needsMode }, { parseInput }] = await Promise.all([
    import('../input-file.js'),
    import('../renewals/run.js'),
    import('../../start.js'),
  ]);
  const { cycle, effective, timeZone } = options;
  if (cycle === undefined || effective === undefined) throw await needs('A schedule of renewal runs needs --cycle and --effective.');
  if (options.since !== undefined || options.flow !== undefined) throw await needs('--since and --flow go with --audit.');
  if (!options.mode && !options.plan) throw needsMode();
  const members = { ...renewalInput(cycle, options, absolute), effectiveDateRule: effective, timeZone };
  const input = parseInput('runRenewals', members) as NewSchedule['input'];
  return { scheduleId, input, ...commonOf(options) };
}

/** What belongs to renewal runs is refused, not passed over. */
async function newAudit(scheduleId: string, options: Options): Promise<NewAuditSchedule> {
  const { absolute } = await import('../input-file.js');
  const { audit: _audit, since, flow, tenant, timeZone } = options;
  const foreign = Object.keys({ ...renewalInput('', { ...options, tenant: undefined } as Options, absolute) }).filter((name) => name !== 'billingCycleId');
  if (options.cycle !== undefined || options.effective !== undefined || foreign.length > 0) throw await needs('With --audit go --since, --flow, --tenant and when it runs, but no options of renewal runs.');
  const audit = { ...(since !== undefined && { since }), ...(flow !== undefined && { flow }), ...(tenant !== undefined && { tenant }) };
  return { scheduleId, audit, timeZone, ...commonOf(options) };
}

async function needs(message: string): Promise<Error> {
  const { EXIT, Problem } = await import('../../problem.js');
  return new Problem(message, '`duesflow schedule create --help` has an example of each.', EXIT.usage);
}

function commonOf(options: Options): Omit<NewSchedule, 'scheduleId' | 'input'> {
  const { catchUp, jitter, paused, note } = options;
  return {
    calendar: calendarOf(options),
    ...(catchUp !== undefined && { catchUpMs: catchUp }),
    ...(jitter !== undefined && { jitterMs: jitter }),
    ...(paused && { paused }),
    ...(note !== undefined && { note }),
  };
}

const calendarOf = ({ calendar, at, dayOfMonth, month }: Options): Calendar => ({
  ...(calendar !== undefined && { cron: calendar }),
  ...(at !== undefined && { at }),
  ...(dayOfMonth && { daysOfMonth: dayOfMonth }),
  ...(month && { months: month }),
});

const zoneOf = (asked: AnySchedule): string => ('audit' in asked ? asked.timeZone : asked.input.timeZone);

async function preview(schedules: Schedules, asked: AnySchedule, { json }: Options): Promise<void> {
  const [{ print, printJson }, { periodLine }] = await Promise.all([import('../output.js'), import('./text.js')]);
  const next = await schedules.preview(asked);
  if (json) return printJson(next);
  print(`${asked.scheduleId} would run:`);
  print(next.map((period) => periodLine(period, zoneOf(asked))).join('\n') || '  never: no such time is to come');
}

async function make(schedules: Schedules, asked: AnySchedule, { json }: Options): Promise<void> {
  const [{ print, printJson }, { scheduleText }] = await Promise.all([import('../output.js'), import('./text.js')]);
  await schedules.create(asked);
  const view = await schedules.show(asked.scheduleId);
  if (json) printJson(view);
  else print(scheduleText(view));
}
