import type { Command } from 'commander';
import { withSchedules } from './use.js';

interface Options {
  from: string;
  to: string;
  json?: true;
}

export const backfill = (parent: Command): void =>
  void parent
    .command('backfill')
    .description('a run for each scheduled time of a range of the past, as if it were then')
    .argument('<id>')
    .requiredOption('--from <day>', 'YYYY-MM-DD in the time zone of the schedule, or a time')
    .requiredOption('--to <day>', 'the same; the day is taken in')
    .option('--json', 'JSON alone on standard output')
    .addHelpText(
      'after',
      `
The runs come one after the other, since a later period that is billed first would leave the earlier one unbilled: one
that waits for a person holds the later ones back. A period that has its run already is not run again.

Example:
  duesflow schedule backfill dues --from 2027-01-01 --to 2027-03-31`,
    )
    .action(async (id: string, { from, to, json }: Options) => {
      const [{ print, printJson }, { periodLine }] = await Promise.all([import('../output.js'), import('./text.js')]);
      await withSchedules(async (schedules) => {
        const { input } = await schedules.show(id);
        const periods = await schedules.backfill(id, { from, to });
        if (json) return printJson(periods);
        print(`${periods.length} runs are begun, one after the other:`);
        print(periods.map((period) => periodLine(period, input.timeZone)).join('\n'));
        print(`See them with: duesflow schedule show ${id}`);
      });
    });
