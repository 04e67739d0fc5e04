/** A Hono app as a server that ends cleanly. */
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXIT, messageOf, Problem } from '../problem.js';
import { bracketed } from './place.js';

export interface Serving {
  /** Where people find it. */
  address: string;
  port: number;
  /** Lets requests end that are in flight, but does not wait for idle browsers. */
  close(): Promise<void>;
}

export interface ServeOptions {
  app: Pick<Hono, 'fetch'>;
  /** What a person calls it. */
  name: string;
  host: string;
  /** 0: any that is free. */
  port: number;
}

/** What was asked is done or on its way already; the rest of the answer may be cut off. */
const GRACE_MS = 5_000;

/** @throws {Problem} when the port is taken. */
export async function serve({ app, name, host, port }: ServeOptions): Promise<Serving> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen({ host, port });
  await once(server, 'listening').catch((error: unknown) => {
    throw new Problem(`The ${name} cannot listen on ${host}, port ${port}: ${messageOf(error)}`, 'Choose another --port (0 takes any that is free) or --host.', EXIT.usage);
  });
  const found = (server.address() as AddressInfo).port;
  return {
    port: found,
    address: `http://${bracketed(host)}:${found}/`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}
