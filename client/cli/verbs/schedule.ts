import type { Command } from 'commander';
import { backfill } from '../schedule/backfill.js';
import { create } from '../schedule/create.js';
import { list } from '../schedule/list.js';
import { remove } from '../schedule/remove.js';
import { pause, resume } from '../schedule/pause.js';
import { show } from '../schedule/show.js';
import { trigger } from '../schedule/trigger.js';

export function schedule(program: Command): void {
  const parent = program
    .command('schedule')
    .description('renewal runs and audits at set times: create, list, show, trigger, pause, resume, backfill, delete')
    .addHelpText(
      'after',
      `
Each scheduled time is a run of its own: its effective date is counted from the time that was meant (--effective), so a
run that comes late, a backfill and a person who asks for the same period make one run.

Examples:
  duesflow schedule create dues --cycle "Regular Membership Fees" --mode individual --effective month-start+1m \\
    --at 06:00 --day-of-month 15 --time-zone America/New_York --dry-run
  duesflow schedule list
  duesflow schedule show dues`,
    );
  for (const verb of [create, list, show, trigger, pause, resume, backfill, remove]) verb(parent);
}
