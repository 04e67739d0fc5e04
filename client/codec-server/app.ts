/**
 * Temporal's codec protocol: the Web UI and the `temporal` command send payloads here and show what comes back. Who may
 * call it reads everything, so it lets in the Web UI by its origin, and others by a token.
 */
import type { PayloadCodec } from '@temporalio/common';
import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { Unreadable } from '../../privacy/cipher.js';
import { messageOf } from '../problem.js';
import { nameOf, namesOf, type Place } from '../serving/place.js';
import { readPayloads, writePayloads } from './payloads.js';

export interface CodecServerOptions extends Place {
  codec: PayloadCodec;
  /** Of the Web UIs whose pages may call it. Looked at with each call: `dev` knows its own after the start. */
  origins: ReadonlySet<string>;
  /** Takes a line about what was not expected; never a payload. */
  log?: (line: string) => void;
}

/** A page of a history: Temporal itself sends no more than 4 MB at a time, and base64 adds a third. */
const BODY_BYTES = 8 * 1024 * 1024;

export function createCodecServer(options: CodecServerOptions): Hono {
  const { codec, origins, token, log = () => undefined } = options;
  const names = namesOf(options);
  const app = new Hono();

  app.use(async (c, next) => {
    // A page of somebody else, and a foreign name that was pointed at us. With a token a proxy may call us by any name.
    const origin = c.req.header('origin');
    if (origin !== undefined && !origins.has(origin)) throw refused(403, 'This page may not read payloads: name its origin with --ui-origin.');
    const name = nameOf(c.req.header('host'));
    if (token === undefined && (name === undefined || !names.has(name))) throw refused(421, 'The codec server is not called by this name.');
    await next();
    c.header('Cache-Control', 'no-store');
    c.header('X-Content-Type-Options', 'nosniff');
  });
  app.use(cors({
    origin: (origin) => (origins.has(origin) ? origin : null),
    allowMethods: ['POST', 'OPTIONS'],
    allowHeaders: ['Content-Type', 'X-Namespace', 'Authorization', 'Authorization-Extras'],
    // For a proxy in front that knows people by a cookie.
    credentials: true,
    maxAge: 600,
  }));
  if (token !== undefined) app.use(bearerAuth({ token, noAuthenticationHeader: { message: 'This needs the token.' }, invalidToken: { message: 'This is not the token.' } }));
  app.use(bodyLimit({ maxSize: BODY_BYTES, onError: () => { throw refused(413, `At most ${BODY_BYTES} bytes at a time.`); } }));

  app.post('/decode', async (c) => c.json(writePayloads(await codec.decode(await readPayloads(c)))));
  app.post('/encode', async (c) => c.json(writePayloads(await codec.encode(await readPayloads(c)))));
  app.notFound((c) => c.text('The codec server answers POST /decode and POST /encode.', 404));
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof Unreadable) return c.text(error.message, 400);
    log(`${c.req.method} ${c.req.path}: ${messageOf(error)}`);
    return c.text('This is not expected; the codec server has written down why.', 500);
  });
  return app;
}

const refused = (status: 403 | 413 | 421, message: string): HTTPException => new HTTPException(status, { message });
