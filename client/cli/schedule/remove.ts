import type { Command } from 'commander';
import { withSchedules } from './use.js';

export const remove = (parent: Command): void =>
  void parent
    .command('delete')
    .description('the schedule is gone; its runs and their flows stay')
    .argument('<id>')
    .addHelpText(
      'after',
      `
It asks nothing. Lost are the calendar, the counts and the times to come; flows that it has started go on, and their
reports stay. To stop it for a while: duesflow schedule pause.

Example:
  duesflow schedule delete dues`,
    )
    .action(async (id: string) => {
      const { print } = await import('../output.js');
      await withSchedules((schedules) => schedules.delete(id));
      print(`Deleted: ${id}. Its flows stay: duesflow list --flow runRenewals`);
    });
