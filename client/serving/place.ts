/** Where a server of ours may listen, and by which names it may be called. */
import { BlockList, isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { EXIT, Problem } from '../problem.js';

export interface Place {
  host: string;
  /** What others must give to come in. */
  token?: string;
  /** The address that people use, when it is another than that of host and port: a name, or a proxy with TLS. */
  url?: URL;
}

/** What is told of a wrong place. */
export interface PlaceWords {
  /** Such as `console`. */
  server: string;
  /** The variable that holds the token. */
  variable: string;
  /** What anybody could do who comes in. */
  danger: string;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** A token that can be guessed is none. */
const SHORTEST = 16;

/** @throws {Problem} when others could come in without a token. */
export function checkPlace({ host, token }: Place, { server, variable, danger }: PlaceWords): void {
  if (token !== undefined && token.length < SHORTEST) {
    const cure = `Give it at least ${SHORTEST} characters, such as those of \`openssl rand -hex 24\`.`;
    throw new Problem(`${variable} is too short.`, cure, EXIT.usage);
  }
  if (token !== undefined || isLoopback(host)) return;
  const cure = `Set ${variable}, or leave --host out: then only this machine can reach it.`;
  throw new Problem(`Without a token the ${server} does not listen on ${host}: anybody who can reach it could ${danger}.`, cure, EXIT.usage);
}

const ANY = ['0.0.0.0', '::', '[::]'];

/** Names that a request may give as its Host: another one is a foreign name that was pointed at us (DNS rebinding). */
export function namesOf({ host, url }: Place): Set<string> {
  const everywhere = ANY.includes(host);
  const own = everywhere ? [hostname(), ...Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address))] : [host];
  const here = everywhere || isLoopback(host) ? ['localhost', '127.0.0.1', '::1'] : [];
  return new Set([...here, ...own, ...(url ? [url.hostname] : [])].map((name) => bracketed(name.toLowerCase())));
}

/** The name of a Host header, without its port: a tunnel may lead here from another one. */
export const nameOf = (host: string | undefined): string | undefined =>
  host && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;

/** As an address shows it. */
export const bracketed = (host: string): string => (isIP(host) === 6 ? `[${host}]` : host);
