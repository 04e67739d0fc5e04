/** The Temporal that the environment names, and what a worker needs of it: told at the start, not by flows that never move. */
import { isGrpcServiceError } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '../workflows/contracts/names.js';
import { ConfigurationError } from './tenants.js';

/** It does not answer. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

const CONNECT_MS = 10_000;
/** `IndexedValueType` of Temporal's API. */
const KEYWORD = 2;
/** Of gRPC. */
const NOT_FOUND = 5;

/** @throws {ConfigurationError} when the TEMPORAL_ variables, or the file that they name, cannot be read. */
export function serverFrom(): { connectionOptions: NativeConnectionOptions; namespace: string } {
  try {
    const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
    return { connectionOptions, namespace };
  } catch (error) {
    throw new ConfigurationError([`Temporal's configuration cannot be read: ${lineOf(error)}: correct the TEMPORAL_ variables`]);
  }
}

/** @throws {Unreachable} */
export async function connectTo(options: NativeConnectionOptions): Promise<NativeConnection> {
  const address = options.address ?? '127.0.0.1:7233';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CONNECT_MS / 1000} s`)), CONNECT_MS);
  });
  try {
    return await Promise.race([NativeConnection.connect(options), late]);
  } catch (error) {
    throw new Unreachable(`Temporal at ${address} does not answer (${lineOf(error)}): check TEMPORAL_ADDRESS, TLS and API key. "duesflow doctor" tells more.`);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws {ConfigurationError} when the namespace is not there, or lacks the search attributes, without which every start is refused. */
export async function checkServer(connection: NativeConnection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    if (!isGrpcServiceError(error) || Number(error.code) !== NOT_FOUND) return;
    throw new ConfigurationError([`TEMPORAL_NAMESPACE: Temporal has no namespace "${namespace}": create it (temporal operator namespace create --retention 400d ${namespace}), or name the right one`]);
  }
  // Temporal Cloud lets nobody list them this way: then doctor and the first start tell.
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace }).catch(() => ({ customAttributes: undefined }));
  const lacking = customAttributes && SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] !== KEYWORD);
  if (lacking?.length)
    throw new ConfigurationError([`namespace "${namespace}": the search attributes ${lacking.join(', ')} are not registered as Keyword, so every start would be refused: run "duesflow doctor --fix"`]);
}

const lineOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0]!.trim();
