/** The console in a real browser, without JavaScript, on a real Temporal server and the simulator. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { listen } from '../../client/console/listen.js';
import { openBench } from '../setup/bench.js';
import { expect, type Tools } from './tools.js';
import { checkPage } from './look.js';
import { playScenes } from './scenes.js';

export async function checkConsole({ browser, check, save }: Tools): Promise<void> {
  const bench = await openBench({ simulator: { switches: { invoices: 'persisted' } }, tenant: { name: 'default', patienceMs: 1500 } });
  const served = await listen({ client: bench.client, host: '127.0.0.1', port: 0 });
  try {
    const scenes = await playScenes(bench);
    const errors: string[] = [];
    const open = async (path: string, options: Parameters<typeof browser.newContext>[0] = {}): Promise<Page> => {
      const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, javaScriptEnabled: false, ...options });
      const page = await context.newPage();
      page.on('console', (message) => void (/policy|refused/i.test(message.text()) && errors.push(message.text())));
      await page.goto(new URL(path, served.address).href);
      return page;
    };
    const picture = async (page: Page, name: string, fullPage = false): Promise<void> => {
      if (save !== undefined) await page.screenshot({ path: join(save, `${name}.png`), fullPage });
    };
    const flow = (id: string): string => `/flows/${encodeURIComponent(id)}`;

    for (let seen = 0; seen < 4; ) {
      const page = await open('/');
      seen = await page.locator('article').count();
      await page.context().close();
    }
    for (const [name, path] of [['inbox', '/'], ['flow', flow(scenes.forbidden)], ['plan', flow(scenes.plan)], ['undo', flow(scenes.undoing)], ['recent', '/recent'], ['not-found', '/flows/nobody']] as const)
      for (const [how, options] of [['wide', {}], ['dark', { colorScheme: 'dark' }], ['narrow', { viewport: { width: 320, height: 700 } }]] as const)
        await check(`${name}, ${how}: to be used by keyboard and reader, nothing cut off, contrast`, async () => {
          // The look asks the page itself, so that script must run; the page has none of its own.
          const page = await open(path, { ...options, javaScriptEnabled: true });
          await picture(page, `console-${name}-${how}`, how !== 'wide');
          const faults = await checkPage(page);
          expect(faults.length === 0, faults.join('; '));
          await page.context().close();
        });

    await check('a form without what it needs is not sent by the browser, and a wrong one keeps what was typed', async () => {
      const page = await open(flow(scenes.forbidden));
      await page.locator('summary', { hasText: 'Retry with corrected input' }).click();
      const form = page.locator('form[aria-label="Retry with corrected input"]');
      await form.getByLabel('Who decides').fill('Kim Doe');
      await form.getByLabel('Why').fill('another chapter <b>');
      await form.getByLabel('Corrected input').fill('{"chapter": "NORTH"');
      await form.getByRole('button').click();
      expect((await page.getByRole('alert').innerText()).includes('line 1'), 'the fault of the JSON is not told');
      expect((await form.getByLabel('Why').inputValue()) === 'another chapter <b>', 'what was typed is lost');
      await picture(page, 'console-refused', true);
      await page.context().close();
    });

    await check('a parked flow is repaired by its form', async () => {
      const page = await open('/');
      await page.getByRole('link', { name: `Enrol a member: party ${scenes.forbiddenParty}` }).click();
      const form = page.locator('form[aria-label="Retry"]');
      await form.getByLabel('Who decides').fill('Kim Doe');
      await form.getByLabel('Why').fill('the API user has the right now');
      await form.getByRole('button', { name: 'Retry' }).click();
      expect((await page.getByRole('status').innerText()).includes('accepted for step "join chapter"'), 'what the flow said is not told');
      await picture(page, 'console-decided', true);
      const paid = (): number => bench.sim.ledger.filter(({ partyId, kind }) => partyId === scenes.forbiddenParty && kind === 'payment.applied').length;
      while (!(await page.locator('main > p .badge', { hasText: 'Completed' }).isVisible())) await page.getByRole('link', { name: 'Look again' }).click();
      expect(paid() === 1, `paid ${paid()} times`);
      await page.context().close();
    });

    await check('the pages ask for nothing that their policy forbids', async () => expect(errors.length === 0, errors.join('; ')));
  } finally {
    await served.close();
    await bench.close();
  }
}
