import { InvalidArgumentError, type Command } from 'commander';

interface Options {
  port?: number;
  host: string;
  uiOrigin: string[];
  publishedOnLoopback?: boolean;
  newKey?: true;
}

export const codecServer = (program: Command): void =>
  void program
    .command('codec-server')
    .description('decrypts payloads for the Web UI and the `temporal` command')
    .option('--port <n>', 'where to listen; 0 takes any that is free (default: 8471)', port)
    .option('--host <address>', 'where to listen; another than this machine needs DUESFLOW_CODEC_TOKEN', '127.0.0.1')
    .option('--published-on-loopback', 'in a container: --host is seen by this machine\'s loopback alone, so no token is needed')
    .option('--ui-origin <origin>', 'of a Web UI that may call it, such as https://temporal.example.org; may be given again (default: that of duesflow dev)', origin, [])
    .option('--new-key', 'print a new key for DUESFLOW_ENCRYPTION_KEYS, and end')
    .addHelpText(
      'after',
      `
It needs the keys of the workers (DUESFLOW_ENCRYPTION_KEYS or DUESFLOW_ENCRYPTION_KEYS_FILE) and no Temporal. Who may call it
reads every payload: it listens on this machine alone unless DUESFLOW_CODEC_TOKEN is set (at least 16 characters), which
callers then send as "Authorization: Bearer TOKEN". It speaks plain HTTP. Ctrl-C or SIGTERM ends it.

Examples:
  duesflow codec-server --new-key
  duesflow codec-server --ui-origin https://temporal.example.org
  temporal workflow show -w ID --codec-endpoint http://127.0.0.1:8471
  temporal workflow show -w ID --codec-endpoint https://codec.example.org --codec-auth "Bearer $DUESFLOW_CODEC_TOKEN"`,
    )
    .action(run);

function port(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new InvalidArgumentError('give a port, from 0 to 65535.');
}

function origin(value: string, before: string[]): string[] {
  const found = URL.canParse(value) ? new URL(value) : undefined;
  if (found && /^https?:$/.test(found.protocol) && found.pathname === '/' && !found.search) return [...before, found.origin];
  throw new InvalidArgumentError('give an address without a path, such as https://temporal.example.org.');
}

async function run({ host, uiOrigin, publishedOnLoopback = false, newKey, ...options }: Options): Promise<void> {
  const [{ note, print }, keys] = await Promise.all([import('../output.js'), import('../../../privacy/keys.js')]);
  if (newKey) {
    print(keys.newKey());
    return note(`Put it in front of the keys in ${keys.KEYS}, and keep it where passwords are kept: without it nothing that it has encrypted can be read again.`);
  }
  const [{ CODEC_PORT, CODEC_TOKEN, listenCodec }, { encryptionKeys }, { devOrigins }, { untilSignal }] = await Promise.all([
    import('../../codec-server/listen.js'),
    import('../../encryption.js'),
    import('../../codec-server/origins.js'),
    import('../signals.js'),
  ]);
  const token = process.env[CODEC_TOKEN] || undefined;
  const origins = new Set(uiOrigin.length > 0 ? uiOrigin : await devOrigins());
  const ended = untilSignal();
  const known = encryptionKeys();
  const { address, close } = await listenCodec({ host, publishedOnLoopback, origins, keys: known, port: options.port ?? CODEC_PORT, log: note, ...(token !== undefined && { token }) });
  print(`Codec server   ${address}`);
  note(`Keys: ${known.map(({ id }) => id).join(', ')}. Web UIs: ${[...origins].join(', ')}.`);
  note(`${token === undefined ? 'No token is asked for: everybody on this machine can read payloads with it.' : `It asks for the token of ${CODEC_TOKEN}.`} Ctrl-C ends it.`);
  await ended;
  await close();
}
