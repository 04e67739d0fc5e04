/** Where the bytes of a file come from: a path, or an http(s) address. */
import { createReadStream } from 'node:fs';
import got, { type BeforeRedirectHook, HTTPError, RequestError, TimeoutError } from 'got';
import { ImportProblem } from './problem.js';

const CONNECT_MS = 10_000;
/** Longest silence of the server, at the beginning or in the middle. */
const SILENCE_MS = 60_000;

/**
 * Streams a file. Throws ImportProblem: `unreadable` when it is not there or not given to us, `unavailable` when a
 * later try may do. No message holds the address, which may hold a signature.
 */
export async function* openFile(file: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(file)?.[1]?.toLowerCase();
  if (scheme && !isWeb(`${scheme}:`)) throw unreadable('is no http or https address');
  try {
    const stream = scheme ? download(file, signal) : createReadStream(file, { signal });
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw asProblem(error);
  }
}

const isWeb = (protocol: string): boolean => protocol === 'http:' || protocol === 'https:';

function download(address: string, signal?: AbortSignal) {
  const from = URL.canParse(address) ? new URL(address).protocol : undefined;
  if (!from) throw unreadable('is no address');
  /** Never to another protocol, and not from https down to http. */
  const sameProtocol: BeforeRedirectHook = ({ url }) => {
    const to = url instanceof URL ? url.protocol : undefined;
    if (to !== from && to !== 'https:') throw new ForeignRedirect('redirected');
  };
  return got.stream(address, {
    headers: { 'user-agent': 'duesflow' },
    signal,
    retry: { limit: 0 },
    maxRedirects: 5,
    hooks: { beforeRedirect: [sameProtocol] },
    timeout: {
      lookup: CONNECT_MS,
      connect: CONNECT_MS,
      secureConnect: CONNECT_MS,
      response: SILENCE_MS,
      socket: SILENCE_MS,
    },
  });
}

class ForeignRedirect extends Error {
  override name = 'ForeignRedirect';
}

const LATER = new Set([408, 425, 429, 500, 502, 503, 504]);

function asProblem(error: unknown): unknown {
  if (error instanceof HTTPError) {
    const { statusCode } = error.response;
    return LATER.has(statusCode) ? unavailable(`answered ${statusCode}`) : unreadable(`answered ${statusCode}`);
  }
  if (error instanceof RequestError) {
    if (error.name === 'ForeignRedirect' || error.cause instanceof ForeignRedirect)
      return unreadable('redirects to another protocol');
    if (error.code === 'ERR_UNSUPPORTED_PROTOCOL') return unreadable('redirects to another protocol');
    if (error.code === 'ERR_TOO_MANY_REDIRECTS') return unreadable('redirects too often');
    return unavailable(error instanceof TimeoutError ? 'does not answer in time' : `cannot be read (${error.code})`);
  }
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return unreadable('is not there');
  if (code === 'EACCES' || code === 'EPERM') return unreadable('may not be read');
  if (code === 'EISDIR') return unreadable('is a folder');
  return error;
}

const unreadable = (fault: string) =>
  new ImportProblem('unreadable', `file: ${fault}`, 'give a path or an http(s) address that the worker can read');
const unavailable = (fault: string) =>
  new ImportProblem('unavailable', `file: the address ${fault}`, 'try again later');
