/** An iMIS client against a local server that answers as the test says. */
import { afterEach, beforeEach } from '@jest/globals';
import { createImis, type Imis } from '../../../activities/imis/api.js';
import { json, type Script, type Seen, startTinyServer, type TinyServer } from '../http/tiny-server.js';
import { tenant } from './fixtures.js';

export interface Bench {
  imis: Imis;
  /** Answers to come, before `answer`. */
  next: Script[];
  /** Answers every call but the log-in. */
  answer: Script;
  login: Script;
  /** Epoch milliseconds that the client reads. */
  clock: number;
  readonly seen: Seen[];
  /** Requests other than log-ins. */
  calls(): Seen[];
  last(): Seen | undefined;
  /** Body of the last request. */
  sent(): Record<string, unknown>;
}

export const token = (value: string): Script => json({ access_token: value, token_type: 'bearer', expires_in: 100 });

/** Refuses every token but the given one. */
export const only =
  (good: string): Script =>
  (response, request, socket) => {
    const fits = request.headers.authorization === `Bearer ${good}`;
    const refusal = { Message: 'Authorization has been denied for this request.' };
    (fits ? json({ PartyId: '1' }) : json(refusal, 401))(response, request, socket);
  };

/** Opens a new client and server for each test of the file. */
export function bench(): Bench {
  let server: TinyServer;
  const one: Bench = {
    imis: undefined as unknown as Imis,
    next: [],
    answer: json({}),
    login: token('T1'),
    clock: 0,
    get seen() {
      return server.seen;
    },
    calls: () => server.seen.filter((request) => request.url !== '/token'),
    last: () => server.seen.at(-1),
    sent: () => JSON.parse(server.seen.at(-1)?.body ?? '') as Record<string, unknown>,
  };
  beforeEach(async () => {
    server = await startTinyServer();
    Object.assign(one, { next: [], answer: json({ PartyId: '1' }), login: token('T1'), clock: 1_000_000 });
    server.play((response, request, socket) => {
      const script = request.url === '/token' ? one.login : (one.next.shift() ?? one.answer);
      script(response, request, socket);
    });
    one.imis = createImis(tenant(server.base), { now: () => one.clock });
  });
  afterEach(async () => {
    one.imis.close();
    await server.close();
  });
  return one;
}
