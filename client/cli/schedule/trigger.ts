import { Option, type Command } from 'commander';
import { withSchedules } from './use.js';

const OVERLAPS = { 'allow-all': 'ALLOW_ALL', skip: 'SKIP', 'buffer-one': 'BUFFER_ONE', 'buffer-all': 'BUFFER_ALL' } as const;

export const trigger = (parent: Command): void =>
  void parent
    .command('trigger')
    .description('one run now, also while the schedule is paused')
    .argument('<id>')
    .addOption(
      new Option('--overlap <policy>', 'while another run of it is open; default allow-all').choices(Object.keys(OVERLAPS)),
    )
    .addHelpText(
      'after',
      `
Its effective date is counted from today. A period of the past is made up for by \`duesflow schedule backfill\`.

Example:
  duesflow schedule trigger dues`,
    )
    .action(async (id: string, { overlap }: { overlap?: keyof typeof OVERLAPS }) => {
      const { print } = await import('../output.js');
      await withSchedules((schedules) => schedules.trigger(id, overlap && OVERLAPS[overlap]));
      print(`Triggered: ${id}\nSee it with: duesflow schedule show ${id}`);
    });
