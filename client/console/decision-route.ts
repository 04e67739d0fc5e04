/** A decision that is sent from a flow's page. */
import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { earlierAnswer, repair, type Decision } from '../operate.js';
import { EXIT, Problem } from '../problem.js';
import { readReport } from '../runs.js';
import type { Around } from './around.js';
import { decisionOf, typedOf, type Faults, type Typed } from './decision.js';
import { link } from './html.js';
import { formsOf, knownFlow, rememberWho } from './known-flow.js';
import { flowPage } from './pages/flow.js';
import { keptPage } from './pages/plain.js';
import { Refused } from './refused.js';
import type { Env, Sessions } from './session.js';
import { titleOf, VERB_TITLES } from './words.js';

const FORM = /^application\/x-www-form-urlencoded\b/;

/** Why nothing was decided, as a page tells it. */
interface Not {
  text: string;
  status: 403 | 409 | 422 | 503;
  faults?: Faults;
}

export function decisionRoute(app: Hono<Env>, around: Around, sessions: Sessions): void {
  const { client, page } = around;

  app.post('/flows/:id', async (c) => {
    const id = c.req.param('id');
    const form = FORM.test(c.req.header('content-type') ?? '') ? await c.req.parseBody() : {};
    const typed = typedOf(form);
    if (!typed) throw new Refused(400, 'This is no form of the console.');
    await knownFlow(around, id);
    if (!sessions.isFormToken(c.var.session, form['form']))
      return await again(c, id, typed, { text: 'This page was older than your session, so nothing was sent. Read it again, and send it once more.', status: 403 });
    const read = decisionOf(typed);
    if ('faults' in read) return await again(c, id, typed, { text: Object.values(read.faults).join(' '), status: 422, faults: read.faults });
    rememberWho(c, typed.by);
    try {
      await decide(id, typed, read.decision);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // Nobody knows whether it will still be taken: sent again under the same id, it decides once.
      const open = error.exitCode === EXIT.unreachable;
      return await again(c, id, open ? typed : { ...typed, updateId: randomUUID() }, { text: error.message, status: open ? 503 : 409 });
    }
    return c.redirect(`${link(id)}?decided=${typed.updateId}`, 303);
  });

  /** A person decides on what they have seen: the flow may have been parked anew since, at the same step. */
  async function decide(id: string, typed: Typed, decision: Decision): Promise<void> {
    const { parked } = await readReport(client, id);
    if (parked?.step === typed.step && parked.since === typed.since) return void (await repair(client, id, typed.verb, decision));
    if ((await earlierAnswer(client, id, typed.updateId)) !== undefined) return;
    throw new Problem('The flow has gone on since you opened this page, so nothing was sent.', '', EXIT.usage);
  }

  /** The page as it stands now, with why nothing was decided and what was typed. */
  async function again(c: Context<Env>, id: string, typed: Typed, { text, status, faults = {} }: Not): Promise<Response> {
    const verb = VERB_TITLES[typed.verb];
    const known = await knownFlow(around, id);
    const report = await readReport(client, id).catch((error: unknown) => {
      if (error instanceof Problem) return undefined;
      throw error;
    });
    if (!report?.parked?.verbs.includes(typed.verb)) return await page(c, { title: `${verb}: not carried out` }, keptPage(id, typed, text, report), status);
    const answer = { good: false, title: `${verb} was not carried out.`, text };
    return await page(c, { title: `${verb}: not carried out. ${titleOf(known)}` }, flowPage(report, known, { ...formsOf(c, around), typed, faults }, { answer }), status);
  }
}
