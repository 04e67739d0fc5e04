import type { Command } from 'commander';
import type { ScheduleView } from '../../schedules.js';
import { withSchedules } from './use.js';

export const list = (parent: Command): void =>
  void parent
    .command('list')
    .description('every schedule: next time, last run, and how many runs were missed, skipped or failed')
    .option('--json', 'a JSON list')
    .addHelpText(
      'after',
      `
Runs, missed and skipped are counted since the schedule was made, failed among the last ten.

Example:
  duesflow schedule list --json`,
    )
    .action(async ({ json }: { json?: true }) => {
      const [{ note, print, printJson }, { listLines }] = await Promise.all([import('../output.js'), import('./text.js')]);
      const found: ScheduleView[] = [];
      await withSchedules(async (schedules) => {
        for await (const view of schedules.list()) {
          found.push(view);
          if (!json) print(listLines(view));
        }
      });
      if (json) printJson(found);
      else if (found.length === 0) note('There is no schedule. `duesflow schedule create --help` tells how to make one.');
    });
