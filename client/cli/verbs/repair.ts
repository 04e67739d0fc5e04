import { InvalidArgumentError, type Command } from 'commander';
import type { Client } from '@temporalio/client';
import { VERBS, type Verb } from '../../../workflows/contracts/names.js';
import type { Decision } from '../../operate.js';

interface Options {
  by?: string;
  why?: string;
  step?: string;
  input?: string;
  ref?: string;
  updateId?: string;
  where?: string;
  dryRun?: true;
  rate: number;
  json?: true;
}

export const repair = (program: Command): void =>
  void program
    .command('repair')
    .description('decide on a parked flow, or with --where on many')
    .usage('[options] <id> <verb>   or   [options] --where <filter> <verb>')
    .argument('<id>', 'workflow id; left out with --where')
    .argument('[verb]', VERBS.join(', '))
    .option('--by <who>', 'who decides; kept in the report')
    .option('--why <reason>', 'why; kept in the report')
    .option('--step <name>', 'refuse when it is parked at another step by now')
    .option('--input <file>', 'retryWith: corrected members; skip: what later steps need (JSON)')
    .option('--ref <id>', 'markDone: id or reference under which the record can be found')
    .option('--update-id <id>', 'the same id is carried out once')
    .option('--where <filter>', "every parked flow that Temporal's list filter finds")
    .option('--dry-run', 'with --where: only say which')
    .option('--rate <n>', 'with --where: flows a second', rate, 5)
    .option('--json', 'JSON alone on standard output')
    .addHelpText(
      'after',
      `
  retry        try the step (or its undo) again
  retryWith    the same with corrected input
  skip         go on without the step; in an undo, leave what is left
  markDone     it was done by hand; checked by a look
  compensate   undo what was done, and end
  approve      a renewal run that waits with its plan: go on (retry makes the plan again, compensate ends it)

Examples:
  duesflow repair enrolMember:default:12345:REG:2026-01-01 retry --by "A. Clerk" --why "API is back"
  duesflow repair runRenewals:default:DUES:2027-01-01:-:all approve --by "A. Clerk" --why "figures checked"
  duesflow repair --where 'SagaStep = "join chapter"' retry --dry-run`,
    )
    .action(run);

function rate(value: string): number {
  const number = Number(value);
  if (number > 0 && number <= 100) return number;
  throw new InvalidArgumentError('give a number above 0, at most 100.');
}

async function run(first: string, second: string | undefined, options: Options): Promise<void> {
  const [{ withClient }, { EXIT, Problem }, { readInput }] = await Promise.all([
    import('../with-client.js'),
    import('../../problem.js'),
    import('../input-file.js'),
  ]);
  const usage = (message: string, cure: string) => new Problem(message, cure, EXIT.usage);
  const many = options.where !== undefined;
  const [id, verb] = many && second === undefined ? [undefined, first] : [first, second];
  if (many === (id !== undefined))
    throw usage('Give either one workflow id or --where.', 'duesflow repair --help shows both.');
  if (!VERBS.includes(verb as Verb)) throw usage(`There is no verb "${verb}".`, `Verbs: ${VERBS.join(', ')}.`);
  const { by, why, step, ref, updateId } = options;
  if (!options.dryRun && (!by || !why))
    throw usage('A decision needs --by and --why.', 'Say who decides and why: both stay in the report.');
  const input = options.input === undefined ? undefined : await readInput(options.input);
  const decision: Decision = {
    by: by ?? '',
    why: why ?? '',
    ...(step && { step }),
    ...(ref && { ref }),
    ...(updateId && { updateId }),
    ...(input && { input }),
  };
  await withClient((client) =>
    id ? one(client, id, verb as Verb, decision, options) : all(client, verb as Verb, decision, options),
  );
}

async function one(client: Client, id: string, verb: Verb, decision: Decision, { json }: Options): Promise<void> {
  const [{ repair: send }, { print, printJson }] = await Promise.all([
    import('../../operate.js'),
    import('../output.js'),
  ]);
  const message = await send(client, id, verb, decision);
  if (json) printJson({ workflowId: id, verb, message });
  else print(message);
}

async function all(
  client: Client,
  verb: Verb,
  decision: Decision,
  { where, dryRun, rate: ratePerSecond, json }: Options,
): Promise<void> {
  const [{ repairWhere }, { print, printJson, note }, { EXIT }] = await Promise.all([
    import('../../operate.js'),
    import('../output.js'),
    import('../../problem.js'),
  ]);
  const results = [];
  for await (const result of repairWhere(client, where!, verb, {
    ...decision,
    dryRun: dryRun === true,
    ratePerSecond,
  })) {
    results.push(result);
    if (!json) print(`${result.outcome.padEnd(8)} ${result.workflowId}  ${result.message}`);
  }
  if (json) printJson(results);
  const refused = results.filter(({ outcome }) => outcome === 'refused').length;
  note(`${results.length} parked flows matched${refused ? `; ${refused} refused` : ''}.`);
  if (refused) process.exitCode = EXIT.otherVerdict;
}
