/** Temporal's Web UI with flows of every kind in it: does somebody who knows no Temporal see what has happened? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openBench } from '../setup/bench.js';
import { expect, type Tools } from './tools.js';
import { playFlows } from './web-ui-scenes.js';

/** As docs/web-ui.md advises. The Web UI keeps columns in the browser. */
const COLUMNS = ['Status', 'Workflow ID', 'SagaState', 'SagaStep', 'PartyId', 'Start', 'End'].map((label, n) => ({ label, pinned: n < 2 }));
const VIEWS = views(readFileSync(new URL('../../docs/web-ui.md', import.meta.url), 'utf8'));

/** Rows of the table of views: name and query. */
function views(page: string): { name: string; query: string }[] {
  return [...page.matchAll(/^\| ([^|`]+) \| `([^`]+)` \|/gm)].map(([, name, query]) => ({ name: name!, query: query! }));
}

export async function checkWebUi({ browser, check, save, uiUrl }: Tools): Promise<void> {
  const bench = await openBench({ simulator: { switches: { invoices: 'persisted' } }, tenant: { name: 'default', paceMs: 150 } });
  try {
    const flows = await playFlows(bench);
    const context = await browser.newContext({ viewport: { width: 1440, height: 820 } });
    await context.addInitScript({ content: `localStorage.setItem('namespace-workflow-table-columns', ${JSON.stringify(JSON.stringify({ default: COLUMNS }))});` });
    const open = async (path: string): Promise<Page> => {
      const page = await context.newPage();
      await page.goto(`${uiUrl}/namespaces/default/workflows${path}`);
      return page;
    };
    const picture = async (page: Page, name: string): Promise<void> => {
      if (save !== undefined) await page.screenshot({ path: join(save, `${name}.png`) });
    };
    const seen = (page: Page, text: string): Promise<void> => page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 20_000 });
    /** The page of a flow, and what its tab "User Metadata" must tell. Details stand in frames of their own. */
    const shows = async (name: keyof typeof flows, texts: string[]): Promise<void> =>
      await check(`${name}: what happened, and what to do`, async () => {
        const page = await open(`/${encodeURIComponent(flows[name])}`);
        await page.getByText('User Metadata').first().click();
        await page.waitForTimeout(2_000);
        const told = (await Promise.all(page.frames().map((frame) => frame.locator('body').innerText()))).join('\n').replaceAll('\u00a0', ' ');
        await picture(page, `web-ui-${name}`);
        for (const text of texts) expect(told.includes(text), `does not tell: ${text}`);
        await page.close();
      });
    const timeline = async (name: keyof typeof flows, text: string): Promise<void> =>
      await check(`${name}: the timeline names each step`, async () => {
        const page = await open(`/${encodeURIComponent(flows[name])}`);
        await seen(page, text);
        await page.waitForTimeout(1_000);
        await picture(page, `web-ui-${name}-timeline`);
        await page.close();
      });

    await shows('long', ['Running: its end is open.', 'renew members', ' a minute', 'Kim Doe: approve']);
    await shows('completed', ['Completed: everything was done.', 'join chapter', '✓ done', 'paid 95.00']);
    await shows('compensated', ['Compensated: what had been done was undone.', 'Why:', 'The payment method is closed.', '↩ undone']);
    await shows('parked', ['Parked: it waits for a person.', 'What to do:', 'markDone', '? unknown']);
    await timeline('compensated', 'pay invoice');
    await timeline('long', 'renew members');
    await check('the list shows what waits for a person, by the columns and a view of the docs', async () => {
      const page = await open(`?query=${encodeURIComponent(VIEWS.find(({ name }) => name === 'All flows')!.query)}`);
      for (const text of [flows.parked, 'parked', 'SagaState']) await seen(page, text);
      await page.waitForTimeout(1_000);
      await picture(page, 'web-ui-list');
      await page.close();
    });
    await check('every view of the docs is a query that the server takes', async () => {
      expect(VIEWS.length >= 5, 'the docs have no views');
      for (const { name, query } of VIEWS) await bench.client.workflow.count(query).catch((error: unknown) => Promise.reject(new Error(`${name}: ${String(error)}`)));
    });
  } finally {
    await bench.close();
  }
}
