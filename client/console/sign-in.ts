/** With a token: nobody sees anything before they have given it. */
import type { Hono } from 'hono';
import type { Around } from './around.js';
import { signInPage } from './pages/plain.js';
import { Refused } from './refused.js';
import type { Env, Sessions } from './session.js';

/** Wrong tokens within a minute, of all visitors together: a person mistypes less often. */
const TRIES = 10;
const PER_MS = 60_000;

export function signIn(app: Hono<Env>, { page, formToken }: Around, sessions: Sessions): void {
  let wrong: number[] = [];

  app.use(async (c, next) => {
    const { pathname, search } = new URL(c.req.url);
    if (c.var.session.in || pathname === '/sign-in') return await next();
    if (c.req.method !== 'GET') throw new Refused(403, 'You are not signed in.', 'Nothing was changed. Sign in, and do it again.');
    return await page(c, { title: 'Sign in' }, signInPage(formToken(c), pathname + search), 403);
  });

  app.get('/sign-in', (c) => page(c, { title: 'Sign in' }, signInPage(formToken(c), '/')));

  app.post('/sign-in', async (c) => {
    const { form, token, to } = await c.req.parseBody();
    wrong = wrong.filter((at) => at > Date.now() - PER_MS);
    if (wrong.length >= TRIES) throw new Refused(429, 'Too many wrong tokens were given.', 'Wait a minute and try again.');
    const path = ownPath(to);
    if (!sessions.isFormToken(c.var.session, form))
      return await page(c, { title: 'Sign in' }, signInPage(formToken(c), path, 'This page was too old. Give the token again.'), 403);
    if (!sessions.isToken(token)) {
      wrong.push(Date.now());
      return await page(c, { title: 'Sign in' }, signInPage(formToken(c), path, 'This is not the token.'), 403);
    }
    await sessions.enter(c, true);
    return c.redirect(path, 303);
  });

  app.post('/sign-out', async (c) => {
    const { form } = await c.req.parseBody();
    if (!sessions.isFormToken(c.var.session, form)) throw new Refused(403, 'This page was too old.', 'Open the console again and sign out.');
    await sessions.enter(c, false);
    return c.redirect('/sign-in', 303);
  });
}

/** A path of the console, never another address. */
function ownPath(to: unknown): string {
  if (typeof to !== 'string' || !to.startsWith('/')) return '/';
  const { origin, pathname, search } = new URL(to, 'http://console.invalid');
  return origin === 'http://console.invalid' && !pathname.startsWith('//') ? pathname + search : '/';
}
