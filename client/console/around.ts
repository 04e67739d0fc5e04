/** What the routes have of the console around them. */
import type { Client } from '@temporalio/client';
import type { Context } from 'hono';
import type { Html } from './html.js';
import type { Frame } from './pages/layout.js';
import type { Env } from './session.js';

type Status = 200 | 400 | 403 | 404 | 409 | 413 | 415 | 421 | 422 | 429 | 500 | 503;

export interface Around {
  client: Client;
  /** The only tenant that is shown. */
  tenant?: string;
  page(c: Context<Env>, frame: Pick<Frame, 'title' | 'here'>, content: Html, status?: Status): Response | Promise<Response>;
  /** Token of the forms of this session. */
  formToken(c: Context<Env>): string;
}
