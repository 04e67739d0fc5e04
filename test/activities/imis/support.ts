/** An iMIS client against a local server that answers every call but the log-in as the test says. */
import { afterEach, beforeEach } from '@jest/globals';
import { createImis, type Imis } from '../../../activities/imis/api.js';
import { json, type Script, type Seen, startTinyServer, type TinyServer } from '../http/tiny-server.js';
import { tenant } from './fixtures.js';

export interface Bench {
  imis: Imis;
  answer: Script;
  readonly seen: Seen[];
  last(): Seen | undefined;
  /** Body of the last request. */
  sent(): Record<string, unknown>;
}

/** Opens a new client and server for each test of the file. */
export function bench(): Bench {
  let server: TinyServer;
  const one: Bench = {
    imis: undefined as unknown as Imis,
    answer: json({}),
    get seen() {
      return server.seen;
    },
    last: () => server.seen.at(-1),
    sent: () => JSON.parse(server.seen.at(-1)?.body ?? '') as Record<string, unknown>,
  };
  beforeEach(async () => {
    server = await startTinyServer();
    server.play((response, request, socket) => {
      (request.url === '/token' ? json({ access_token: 'T' }) : one.answer)(response, request, socket);
    });
    one.imis = createImis(tenant(server.base));
  });
  afterEach(async () => {
    one.imis.close();
    await server.close();
  });
  return one;
}
