/** Which requests are let in: called by one of our names, and of our own pages. */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { nameOf } from '../serving/place.js';
import { Refused } from './refused.js';

/** Nothing but our own style, no script at all, and no other site may show a page of ours in a frame. */
export const headers = (https: boolean): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      ...{ defaultSrc: ["'none'"], styleSrc: ["'self'"], imgSrc: ["'self'"] },
      ...{ formAction: ["'self'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
    },
    xFrameOptions: 'DENY',
    // With no-referrer a browser would name no origin with a form of ours either.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: https,
  });

/** Pages hold what is nobody else's business. */
export const notKept: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
};

export const ownName =
  (names: Set<string>): MiddlewareHandler =>
  async (c, next) => {
    const name = nameOf(c.req.header('host'));
    if (name === undefined || !names.has(name)) throw new Refused(421, 'The console is not called by this name.');
    await next();
  };

const READS = ['GET', 'HEAD'];

/** What changes something must come from a page of ours: both headers are looked at, and one of them must be there. */
export const ownPage =
  (url?: URL): MiddlewareHandler =>
  async (c, next) => {
    if (!READS.includes(c.req.method)) {
      const origin = c.req.header('origin');
      const site = c.req.header('sec-fetch-site');
      const ours = origin === url?.origin || origin === `http://${c.req.header('host')}`;
      const foreign = (origin !== undefined && !ours) || (site !== undefined && site !== 'same-origin');
      if (foreign || (origin === undefined && site === undefined)) throw new Refused(403, 'This was not sent by a page of the console.');
    }
    await next();
  };
