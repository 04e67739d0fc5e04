/** Ports for the services of a Temporal server. */
import { freePort } from '../../../client/temporal/ports.js';

/** Its table of members keeps ports as SMALLINT: above this a server listens, but forms no cluster. */
const HIGHEST = 32_767;
const LOWEST = 20_000;

/** As the template of the configuration names them, with the frontend's first. */
export async function serverPorts(): Promise<Record<string, string> & { FRONTEND_GRPC_PORT: string }> {
  const services = ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER'];
  const names = [...services.flatMap((name) => [`${name}_GRPC_PORT`, `${name}_MEMBERSHIP_PORT`]), 'FRONTEND_HTTP_PORT'];
  const ports = new Set<number>();
  while (ports.size < names.length) {
    const wanted = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if ((await freePort(wanted)) === wanted) ports.add(wanted);
  }
  const found = [...ports].map(String);
  return Object.assign({ FRONTEND_GRPC_PORT: found[0]! }, Object.fromEntries(names.map((name, n) => [name, found[n]!])));
}
