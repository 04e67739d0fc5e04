import type { Command } from 'commander';
import { withSchedules } from './use.js';

export const show = (parent: Command): void =>
  void parent
    .command('show')
    .description('one schedule with its policies, its last ten runs and its next five')
    .argument('<id>')
    .option('--json', 'JSON alone on standard output')
    .addHelpText(
      'after',
      `
Example:
  duesflow schedule show dues`,
    )
    .action(async (id: string, { json }: { json?: true }) => {
      const [{ print, printJson }, { periodLine, scheduleText }] = await Promise.all([
        import('../output.js'),
        import('./text.js'),
      ]);
      await withSchedules(async (schedules) => {
        const view = await schedules.show(id);
        const withoutRun = await schedules.withoutRun(view);
        if (json) return printJson({ ...view, withoutRun });
        print(scheduleText(view));
        if (withoutRun.length === 0) return;
        print('Without a run since it was made (`duesflow schedule backfill` makes up for them):');
        print(withoutRun.map((period) => periodLine(period, view.input.timeZone)).join('\n'));
      });
    });
