import type { Command } from 'commander';
import type { Stack } from '../stack.js';

export const dev = (program: Command): void =>
  void program
    .command('dev')
    .description(
      'Temporal with Web UI, a worker, and the simulator when no tenant is configured; stays up until Ctrl-C',
    )
    .addHelpText(
      'after',
      `
State is kept in .duesflow (or DUESFLOW_STATE): stop it and start it again, and no flow is lost.

Example:
  duesflow dev
  duesflow start enrolMember --input enrol.json --wait     in another terminal`,
    )
    .action(run);

async function run(): Promise<void> {
  const [{ untilSignal, signalCode }, { refuseSecond }, { startStack }, { note }] = await Promise.all([
    import('../signals.js'),
    import('../only-one.js'),
    import('../stack.js'),
    import('../output.js'),
  ]);
  await refuseSecond();
  const interrupted = untilSignal();
  const stack = await startStack(note);
  try {
    await tellAddresses(stack);
    const ending = new AbortController();
    const signal = await Promise.race([interrupted, watch(stack, ending.signal)]);
    ending.abort();
    note(`Ending worker${stack.simulator ? ', simulator' : ''} and Temporal; flows are kept in ${stack.folder}.`);
    process.exitCode = signal === 'SIGINT' ? 0 : signalCode(signal);
  } finally {
    await stack.stop();
  }
}

async function tellAddresses({ server, simulator, codec, folder }: Stack): Promise<void> {
  const { print } = await import('../output.js');
  print(`Web UI     ${server.uiUrl}/namespaces/${server.namespace}/workflows`);
  print(`Temporal   ${server.address}`);
  print(`HTTP API   ${server.httpAddress}`);
  if (codec) print(`Codec      ${codec.endpoint} (decrypts payloads for the Web UI; temporal ... --codec-endpoint ${codec.endpoint})`);
  if (simulator) print(`Simulator  ${simulator.url} (a made-up association with iMIS and YourMembership; set IMIS_BASE_URL or YM_CLIENT_ID for a real one)`);
  print(`State      ${folder} (with the logs of each part)`);
  print('Ready. Ctrl-C ends it.');
}

/** Nothing is restarted behind one's back: what ended is told, and without its server the command ends. */
async function watch({ server, worker, simulator, folder }: Stack, ending: AbortSignal): Promise<never> {
  const [{ note }, { Problem }] = await Promise.all([import('../output.js'), import('../../problem.js')]);
  const log = (name: string) => `its log is ${folder}/${name}.log`;
  const tell = (how: string, name: string, then: string) => {
    if (!ending.aborted) note(`The ${name} ended (${how}); ${log(name)}. ${then}`);
  };
  void worker.ended.then((how) => tell(how, 'worker', 'Flows wait: `duesflow worker` starts another.'));
  void simulator?.child.ended.then((how) => tell(how, 'simulator', 'Steps will park. Start dev again.'));
  await server.ended;
  throw new Problem(
    `The Temporal server ended; ${log('temporal')}.`,
    'Start `duesflow dev` again: its flows are kept.',
  );
}
