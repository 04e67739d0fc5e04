import { Option, type Command } from 'commander';
import type { InboxOptions } from '../../inbox/inbox.js';
import type { Listed, ListFilter } from '../../list.js';
import { count } from '../parse.js';

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
    .description('the flows, newest first, one line each; of parked ones what is unknown, what to check, which verb fits')
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
Packages of an import and members of a renewal run are flows too. What waits for approval is parked at "approve plan".
With --state parked each flow is asked what it waits for; when no worker answers, the list says so and shows what the
server knows. The same as a page to decide on: duesflow console.

Examples:
  duesflow list --state parked
  duesflow list --flow importPackage --state parked
  duesflow list --party 12345 --json
  duesflow list --query 'StartTime > "2026-01-01T00:00:00Z"'`,
    )
    .action(run);

async function run({ party, invoice, limit, json, ...filter }: Options): Promise<void> {
  const given = { ...filter, ...(party && { partyId: party }), ...(invoice && { invoiceId: invoice }) };
  const { state, ...others } = given;
  if (state === 'parked') await listInbox({ ...others, limit }, json);
  else await listAll(given, limit, json);
}

async function listAll(filter: ListFilter, limit: number, json?: true): Promise<void> {
  const [{ withClient }, { listFlows }, { note, print, printJson }] = await Promise.all([
    import('../with-client.js'),
    import('../../list.js'),
    import('../output.js'),
  ]);
  const found = await withClient(async (client) => {
    const flows: Listed[] = [];
    for await (const flow of listFlows(client, filter)) {
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

/** What waits for a person is asked of each flow. */
async function listInbox(options: InboxOptions & { limit: number }, json?: true): Promise<void> {
  const [{ withClient }, { readInbox }, { inboxText }, { note, paint, print, printJson }] = await Promise.all([
    import('../with-client.js'),
    import('../../inbox/inbox.js'),
    import('../inbox-text.js'),
    import('../output.js'),
  ]);
  const { entries, more, silent } = await withClient((client) => readInbox(client, options));
  if (json) printJson(entries);
  else if (entries.length > 0) print(inboxText(entries, { paint, width: process.stdout.columns ?? 100 }));
  if (silent) note(`Some could not be asked: ${silent}. Start one (\`duesflow worker\`), and list again.`);
  if (entries.length === 0) note('No flow waits for a person.');
  else if (more) note(`The first ${options.limit}; --limit shows more.`);
}
