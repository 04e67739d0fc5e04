/** Whatever goes wrong, in plain words on a page. */
import type { ErrorHandler } from 'hono';
import { unreadable } from '../encryption.js';
import { EXIT, messageOf, Problem } from '../problem.js';
import type { Around } from './around.js';
import { troublePage } from './pages/plain.js';
import { Refused } from './refused.js';
import type { Env } from './session.js';

const TITLES: Partial<Record<Refused['status'], string>> = { 404: 'Not found' };

export const tellTrouble =
  ({ page }: Pick<Around, 'page'>, log: (line: string) => void): ErrorHandler<Env> =>
  (error, c) => {
    if (error instanceof Refused) {
      const title = TITLES[error.status] ?? 'Refused';
      return page(c, { title }, troublePage({ title, message: error.message, cure: error.cure }), error.status);
    }
    const locked = unreadable(error);
    if (locked) return page(c, { title: 'No key' }, troublePage({ title: 'No key', message: locked.message, cure: 'Tell those who run Duesflow: the console lacks this key. Nothing is lost.' }), 503);
    if (error instanceof Problem && error.exitCode !== EXIT.internal) {
      const missing = error.exitCode === EXIT.usage;
      const title = missing ? 'Not found' : 'No answer';
      const message = missing ? error.message : 'Temporal, which keeps the flows, does not answer just now.';
      const cure = missing
        ? 'It may have been cleared away since. The recent runs show what is there.'
        : `Nothing is lost: try again in a moment. If it stays so, tell those who run Duesflow. ${error.message} ${error.cure}`;
      return page(c, { title }, troublePage({ title, message, cure }), missing ? 404 : 503);
    }
    log(`${c.req.method} ${c.req.path}: ${messageOf(error)}`);
    const cure = 'This is not expected. Tell those who run Duesflow; the console has written down why.';
    return page(c, { title: 'Fault' }, troublePage({ title: 'Fault', message: 'The console could not make this page.', cure }), 500);
  };
