/** The flow that a page is about, and what its forms begin with. */
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { tenantOf, toListed, type Listed } from '../list.js';
import { unreachable } from '../runs.js';
import type { Around } from './around.js';
import type { Forms } from './pages/decision-form.js';
import { Refused } from './refused.js';
import type { Env } from './session.js';

/** Remembers who decided last, so that nobody types their name every time. */
const WHO = 'duesflow_by';
const A_MONTH_S = 30 * 86_400;

/** Of Temporal itself; a worker has longer. */
const ANSWER_MS = 10_000;

export const formsOf = (c: Context<Env>, { formToken }: Around): Forms => ({ form: formToken(c), by: getCookie(c, WHO) ?? '' });

export const rememberWho = (c: Context<Env>, by: string): void =>
  setCookie(c, WHO, by, { path: '/', httpOnly: true, sameSite: 'Strict', maxAge: A_MONTH_S });

/** @throws {Refused} for a flow of another tenant, as if it were not there; {Problem} when it is not. */
export async function knownFlow({ client, tenant }: Around, id: string): Promise<Listed> {
  const run = await client.withDeadline(Date.now() + ANSWER_MS, () => client.workflow.getHandle(id).describe()).catch((error: unknown) => {
    throw unreachable(error, id);
  });
  const listed = toListed(run);
  if (tenant !== undefined && tenantOf(listed) !== tenant) throw new Refused(404, `There is no flow ${id} of this tenant.`, 'The recent runs show what is there.');
  return listed;
}
