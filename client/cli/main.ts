/** `duesflow`: reads the command line, runs a verb, ends with its exit code. Verbs load their own code when they run. */
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { config as readEnvFile } from 'dotenv';
import { EXIT } from '../problem.js';
import { fail } from './output.js';
import { addVerbs } from './verbs.js';

// By its own name: the file is as far away from the sources as from a build.
const { version } = createRequire(import.meta.url)('duesflow/package.json') as { version: string };

const program = new Command('duesflow')
  .version(version, '-V, --version', 'this version')
  .description('Durable sagas for association management systems: iMIS and YourMembership flows on Temporal.')
  .showHelpAfterError('(add --help for usage and examples)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes: 0 completed, 2 wrong usage or input, 3 the flow ended in another verdict (or has not ended within --timeout),
4 the flow is parked, 5 Temporal or the API cannot be reached.

Examples:
  duesflow dev                                             Temporal, a worker and the simulator, on this machine
  duesflow start enrolMember --input enrol.json --wait     one flow, with its report
  duesflow import dues.csv --dry-run                       checks a file of dues, row by row
  duesflow renew "Regular Membership Fees" --effective-date 2027-01-01 --plan
  duesflow list --state parked                             what waits for a person
  duesflow audit --since 7d                                do the reports of closed flows still hold?`,
  );

// A reader such as \`head\` may close the pipe before all is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

readEnvFile({ quiet: true });
addVerbs(program);
try {
  await program.parseAsync();
} catch (error) {
  // Commander has told what is wrong; help and version end with 0.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
  else process.exitCode = fail(error, process.argv.includes('--json'));
}
// Connections and log streams must not keep a finished command alive.
process.stdout.write('', () => process.exit());
