import type { Command } from 'commander';
import { withSchedules } from './use.js';

export const pause = (parent: Command): void =>
  void parent
    .command('pause')
    .description('no runs until it is resumed; periods that pass meanwhile have no run')
    .argument('<id>')
    .requiredOption('--note <text>', 'why, for those who look at it')
    .addHelpText(
      'after',
      `
Example:
  duesflow schedule pause dues --note "new prices from July"`,
    )
    .action(async (id: string, { note }: { note: string }) => {
      const { print } = await import('../output.js');
      await withSchedules((schedules) => schedules.pause(id, note));
      print(`Paused: ${id}`);
    });

export const resume = (parent: Command): void =>
  void parent
    .command('resume')
    .description('runs again from the next time on')
    .argument('<id>')
    .option('--note <text>', 'for those who look at it')
    .addHelpText(
      'after',
      `
Periods that passed meanwhile are named; they are not made up for by themselves.

Example:
  duesflow schedule resume dues`,
    )
    .action(async (id: string, { note }: { note?: string }) => {
      const [{ print }, { periodLine }] = await Promise.all([import('../output.js'), import('./text.js')]);
      await withSchedules(async (schedules) => {
        await schedules.resume(id, note);
        const view = await schedules.show(id);
        print(`Resumed: ${id}${view.next[0] ? `, next ${view.next[0].at}` : ''}`);
        const without = await schedules.withoutRun(view);
        if (without.length === 0) return;
        print(`Without a run (duesflow schedule backfill ${id} --from DAY --to DAY makes up for them):`);
        print(without.map((period) => periodLine(period, view.input.timeZone)).join('\n'));
      });
    });
