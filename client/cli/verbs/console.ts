import { InvalidArgumentError, type Command } from 'commander';

interface Options {
  port: number;
  host: string;
  url?: URL;
  tenant?: string;
}

/** Beside those of the simulator (8480) and the Web UI (8080, 8233). */
const PORT = 8470;

export const consoleVerb = (program: Command): void =>
  void program
    .command('console')
    .description('a web page for those who use no terminal: what waits for a person, and forms to decide on it')
    .option('--port <n>', 'where to listen; 0 takes any that is free', port, PORT)
    .option('--host <address>', 'where to listen; another than this machine needs DUESFLOW_CONSOLE_TOKEN', '127.0.0.1')
    .option('--url <address>', 'the address that people use, when a proxy with TLS or a name leads here', url)
    .option('--tenant <name>', 'show this tenant alone')
    .addHelpText(
      'after',
      `
It shows the parked flows with what is unknown, what to check and which verbs fit, and the recent runs with their counts.
It calls no API itself: a worker must run. Ctrl-C or SIGTERM ends it, and no flow with it.

DUESFLOW_CONSOLE_TOKEN (at least 16 characters, in the environment or .env): people must give it before they see anything.
Without it the console listens on this machine alone. It speaks plain HTTP: put a proxy with TLS in front of it for
others, and name the proxy's address with --url.

Examples:
  duesflow console
  duesflow console --port 0 --tenant north
  DUESFLOW_CONSOLE_TOKEN=$(openssl rand -hex 24) duesflow console --host 0.0.0.0 --url https://dues.example.org`,
    )
    .action(run);

function port(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new InvalidArgumentError('give a port, from 0 to 65535.');
}

function url(value: string): URL {
  if (URL.canParse(value)) {
    const address = new URL(value);
    if (/^https?:$/.test(address.protocol) && address.pathname === '/' && !address.search) return address;
  }
  throw new InvalidArgumentError('give an address without a path, such as https://dues.example.org.');
}

async function run(options: Options): Promise<void> {
  const [{ listen }, { checkPlace }, { withClient }, { untilSignal }, { note, print }] = await Promise.all([
    import('../../console/listen.js'),
    import('../../console/access.js'),
    import('../with-client.js'),
    import('../signals.js'),
    import('../output.js'),
  ]);
  const token = process.env['DUESFLOW_CONSOLE_TOKEN'] || undefined;
  const all = { ...options, ...(token !== undefined && { token }) };
  // Before Temporal is called: a wrong place is no matter of the connection.
  checkPlace(all);
  await withClient(async (client) => {
    const ended = untilSignal();
    const { address, close } = await listen({ ...all, client, log: note });
    print(`Console   ${address}`);
    note(`${token === undefined ? 'No token is asked for: everybody on this machine can decide.' : 'It asks for the token of DUESFLOW_CONSOLE_TOKEN.'} Ctrl-C ends it.`);
    await ended;
    await close();
  });
}
