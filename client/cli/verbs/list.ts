import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Listed, ListFilter } from '../../list.js';

interface Options extends Pick<ListFilter, 'state' | 'tenant' | 'flow' | 'query'> {
  party?: string;
  invoice?: string;
  limit: number;
  json?: true;
}

const STATES = [
  ...['running', 'parked', 'compensating', 'closed', 'completed', 'completed-with-exceptions', 'rejected'],
  ...['compensated', 'cancelled', 'partly-compensated'],
];

export const list = (program: Command): void =>
  void program
    .command('list')
    .description('the flows, newest first, one line each')
    .addOption(new Option('--state <state>', 'how it stands or ended').choices(STATES))
    .option('--tenant <name>')
    .option('--flow <type>')
    .option('--party <id>')
    .option('--invoice <id>')
    .option('--query <filter>', "Temporal's list filter, in addition to the others")
    .option('--limit <n>', 'at most this many', count, 100)
    .option('--json', 'a JSON list')
    .addHelpText(
      'after',
      `
Examples:
  duesflow list --state parked
  duesflow list --party 12345 --json
  duesflow list --query 'StartTime > "2026-01-01T00:00:00Z"'`,
    )
    .action(run);

function count(value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value);
  throw new InvalidArgumentError('give a whole number above 0.');
}

async function run({ party, invoice, limit, json, ...filter }: Options): Promise<void> {
  const [{ withClient }, { listFlows }, { note, print, printJson }] = await Promise.all([
    import('../with-client.js'),
    import('../../list.js'),
    import('../output.js'),
  ]);
  const found = await withClient(async (client) => {
    const flows: Listed[] = [];
    const all = { ...filter, ...(party && { partyId: party }), ...(invoice && { invoiceId: invoice }) };
    for await (const flow of listFlows(client, all)) {
      if (flows.push(flow) === limit) break;
    }
    return flows;
  });
  if (json) return printJson(found);
  const width = Math.max(...found.map(({ state }) => state.length));
  for (const { state, startedAt, workflowId, step } of found) {
    print(`${state.padEnd(width)}  ${startedAt.slice(0, 19)}Z  ${workflowId}${step ? `  at "${step}"` : ''}`);
  }
  if (found.length === 0) note('No flow matches.');
  else if (found.length === limit) note(`The first ${limit}; --limit shows more.`);
}
