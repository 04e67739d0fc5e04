/** A client of the Temporal that the environment names, or of the embedded server that runs on the state folder. */
import { Client, type ClientOptions } from '@temporalio/client';
import { loadClientConnectConfig, type ClientConnectConfig } from '@temporalio/envconfig';
import { config as readEnvFile } from 'dotenv';
import { tracingFrom } from '../telemetry/index.js';
import { openConnection } from './connection.js';
import { dataConverter } from './encryption.js';
import { messageOf, Problem } from './problem.js';
import { stateFolder } from './temporal/dev-server.js';
import { hasOwner, isRunning, readRecord } from './temporal/record.js';

export interface ConnectOptions extends Pick<ClientOptions, 'dataConverter' | 'interceptors' | 'plugins'> {
  /** A plain server at this address, instead of what the environment says. */
  address?: string;
  /** Time-out of the connection in milliseconds; default 5 s. */
  timeoutMs?: number;
}

const NOWHERE =
  'Run `duesflow dev` in this folder for an embedded Temporal, or set TEMPORAL_ADDRESS ' +
  '(and TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS_... where needed), or add --wait to `start`.';

/**
 * Connects by Temporal's environment configuration (TEMPORAL_ADDRESS, TLS, mTLS, API key, a profile file; `.env` is
 * read), else to the embedded server of the state folder. Payloads are encrypted when the environment has keys for
 * it (docs/privacy.md). Close `client.connection` when done.
 * @throws {Problem} with exit code 5 when there is no Temporal or it does not answer, 2 when a key cannot be used.
 */
export async function connect({ address, timeoutMs = 5_000, ...options }: ConnectOptions = {}): Promise<Client> {
  const { connectionOptions, namespace } = await connectConfig(address);
  // Before Temporal is called: a wrong key is no matter of the connection.
  const converter = options.dataConverter ?? dataConverter();
  try {
    const { address: at, tls, apiKey, metadata } = connectionOptions;
    const connection = await openConnection({ address: at, tls, apiKey, metadata, connectTimeout: timeoutMs });
    const settings = { connection, namespace: namespace ?? 'default', ...options, dataConverter: converter };
    const tracing = await tracingFrom(process.env, 'duesflow-client');
    if (!tracing) return new Client(settings);
    // Who closes the connection is about to end: what was traced is sent first.
    const close = connection.close.bind(connection);
    connection.close = async () => {
      await tracing.flush();
      await close();
    };
    const plugins = [...(options.plugins ?? []), tracing.plugin];
    return new Client({ ...settings, plugins });
  } catch (error) {
    const cure = 'Is it running, and are address, TLS and API key right? `duesflow doctor` checks each.';
    throw new Problem(`Temporal at ${connectionOptions.address} does not answer: ${messageOf(error)}`, cure);
  }
}

/** Where the environment points to, or undefined: then the embedded server is meant. */
export const configuredAddress = (): string | undefined => environment().connectionOptions.address;

function environment(): ClientConnectConfig {
  readEnvFile({ quiet: true });
  try {
    return loadClientConnectConfig();
  } catch (error) {
    throw new Problem(
      `Temporal's configuration cannot be read: ${messageOf(error)}`,
      'Correct the TEMPORAL_ variables.',
    );
  }
}

export const noTemporal = (): Problem =>
  new Problem('No Temporal is configured, and no embedded one runs here.', NOWHERE);

async function connectConfig(address: string | undefined): Promise<ClientConnectConfig> {
  const found = environment();
  const configured = found.connectionOptions.address;
  if (address && address !== configured) return { connectionOptions: { address } };
  if (configured) return found;
  const embedded = await embeddedAddress();
  if (!embedded) throw noTemporal();
  // TLS, API key and namespace are of some other server.
  return { connectionOptions: { address: embedded } };
}

/** The address of the embedded server of the state folder while it runs; one without its owner is left over. */
export async function embeddedAddress(folder = stateFolder()): Promise<string | undefined> {
  const record = await readRecord(folder);
  return record && hasOwner(record) && (await isRunning(record)) ? `127.0.0.1:${record.port}` : undefined;
}
