/** The console: pages that are made on the server, and a form for each decision. */
import type { Client } from '@temporalio/client';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Around } from './around.js';
import { decisionRoute } from './decision-route.js';
import { flowRoutes } from './flow-routes.js';
import { headers, notKept, ownName, ownPage } from './guard.js';
import { inboxPage } from './pages/inbox.js';
import { layout } from './pages/layout.js';
import { recentPage } from './pages/recent.js';
import { countFlows, recentPage as readRecent } from '../recent.js';
import { filterOf } from './query.js';
import { readInbox } from '../inbox/inbox.js';
import { namesOf, type Place } from '../serving/place.js';
import { Refused } from './refused.js';
import { createSessions, type Env } from './session.js';
import { signIn } from './sign-in.js';
import { ICON, STYLE } from './style.js';
import { tellTrouble } from './trouble.js';

export interface ConsoleOptions extends Place {
  client: Client;
  /** Show this tenant alone. */
  tenant?: string;
  /** Tells two consoles of one machine apart. */
  cookie?: string;
  /** Takes a line about what was not expected. */
  log?: (line: string) => void;
}

/** Temporal answers a page within this time, or it is told that it does not. */
const PAGE_MS = 10_000;
const PAGE_SIZE = 50;
const FORM_BYTES = 64 * 1024;

export function createConsole(options: ConsoleOptions): Hono<Env> {
  const { client, tenant, token, url, cookie = 'duesflow', log = () => undefined } = options;
  const https = url?.protocol === 'https:';
  const sessions = createSessions({ https, name: cookie, ...(token !== undefined && { token }) });
  const around: Around = {
    client,
    ...(tenant !== undefined && { tenant }),
    formToken: (c) => sessions.formToken(c.var.session),
    page: (c, frame, content, status = 200) => {
      const signOut = token !== undefined && c.var.session?.in ? { signOut: sessions.formToken(c.var.session) } : {};
      return c.html(layout({ ...frame, ...(tenant !== undefined && { tenant }), ...signOut }, content), status);
    },
  };

  const app = new Hono<Env>();
  app.use(headers(https), notKept, ownName(namesOf(options)), ownPage(url));
  app.use(bodyLimit({ maxSize: FORM_BYTES, onError: () => { throw new Refused(413, 'This is more than a form may hold.', 'Shorten it and send it again.'); } }));
  app.get('/style.css', (c) => c.body(STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=300' }));
  app.get('/icon.svg', (c) => c.body(ICON, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'max-age=86400' }));
  app.use(sessions.begin);
  signIn(app, around, sessions);

  app.get('/', async (c) => {
    const inbox = await client.withDeadline(Date.now() + PAGE_MS, () => readInbox(client, tenant === undefined ? {} : { tenant }));
    return around.page(c, { title: `Inbox (${inbox.entries.length})`, here: 'inbox' }, inboxPage(inbox));
  });

  app.get('/recent', async (c) => {
    const query = { ...c.req.query(), ...(tenant !== undefined && { tenant }) };
    const filter = filterOf(query);
    const [page, counts] = await client.withDeadline(Date.now() + PAGE_MS, () =>
      Promise.all([readRecent(client, filter, PAGE_SIZE, c.req.query('from')), countFlows(client, filter)]),
    );
    return around.page(c, { title: 'Recent runs', here: 'recent' }, recentPage({ ...page, counts, query, oneTenant: tenant !== undefined }));
  });

  flowRoutes(app, around);
  decisionRoute(app, around, sessions);
  app.notFound(() => { throw new Refused(404, 'There is no such page.', 'Look for it in the inbox or among the recent runs.'); });
  app.onError(tellTrouble(around, log));
  return app;
}

