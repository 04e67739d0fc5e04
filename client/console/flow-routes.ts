/** The page of a flow. */
import type { Hono } from 'hono';
import type { Report } from '../../workflows/contracts/report.js';
import { earlierAnswer } from '../operate.js';
import { EXIT, messageOf, Problem } from '../problem.js';
import { readReport } from '../runs.js';
import type { Around } from './around.js';
import { formsOf, knownFlow } from './known-flow.js';
import { flowPage, type Said } from './pages/flow.js';
import { troublePage } from './pages/plain.js';
import { within } from './pages/within.js';
import type { Env } from './session.js';
import { titleOf } from './words.js';

export function flowRoutes(app: Hono<Env>, around: Around): void {
  const { client, page } = around;

  app.get('/flows/:id', async (c) => {
    const id = c.req.param('id');
    const known = await knownFlow(around, id);
    const decided = c.req.query('decided');
    let report: Report;
    try {
      report = await readReport(client, id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.exitCode === EXIT.otherVerdict) {
        const ended = { title: 'No report', message: error.message, cure: 'It has ended, and nothing more comes of it.', listed: known };
        return await page(c, { title: titleOf(known) }, troublePage(ended));
      }
      const cure = 'The flow itself is kept. Look again in a moment; if it stays so, tell those who run Duesflow that no worker answers.';
      return await page(c, { title: 'No report' }, troublePage({ title: 'No report', message: error.message, cure, listed: known }), 503);
    }
    const [answer, inside] = await Promise.all([decided === undefined ? undefined : saidOf(id, decided), within(client, report)]);
    return await page(c, { title: titleOf(known) }, flowPage(report, known, formsOf(c, around), { answer, inside }));
  });

  /** Asked of the server by the decision's id: an address alone can put no words into the page. */
  async function saidOf(id: string, updateId: string): Promise<Said | undefined> {
    try {
      const text = await earlierAnswer(client, id, updateId);
      return text === undefined ? undefined : { good: true, title: 'Decided.', text: `The flow says: ${text}.` };
    } catch (error) {
      return { good: false, title: 'Not carried out.', text: messageOf(error) };
    }
  }
}
