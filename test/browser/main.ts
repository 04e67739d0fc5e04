/**
 * `npm run browser`: the console in a real browser, without JavaScript, on a real Temporal server and the simulator. Closes
 * with `N passed, N failed`; says so plainly when there is no Chromium, and then checks nothing. `--save DIR` keeps pictures.
 */
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import { startDevServer } from '../../client/temporal/dev-server.js';
import { listen } from '../../client/console/listen.js';
import { openBench } from '../setup/bench.js';
import { chromiumPath, PLACES, VARIABLE } from './chromium.js';
import { checkPage } from './look.js';
import { playScenes } from './scenes.js';

const total = { passed: 0, failed: 0 };

async function check(name: string, holds: () => Promise<void>): Promise<void> {
  try {
    await holds();
    total.passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    total.failed += 1;
    console.log(`FAULT ${name}: ${(error as Error).message}`);
  }
}

const expect = (holds: boolean, message: string): void => {
  if (!holds) throw new Error(message);
};

async function run(executablePath: string, save: string | undefined): Promise<void> {
  const server = await startDevServer({ path: await ensureTemporal({ log: console.error }), ui: false });
  process.env['TEST_TEMPORAL_ADDRESS'] = server.address;
  const bench = await openBench({ simulator: { switches: { invoices: 'persisted' } }, tenant: { name: 'default', patienceMs: 1500 } });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
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
    await browser.close();
    await bench.close();
    await server.stop();
  }
}

const executable = chromiumPath();
const at = process.argv.indexOf('--save');
if (executable === undefined) {
  console.log(`Not run: no Chromium is on this machine (looked at ${PLACES.join(', ')}). Install one, or name it by ${VARIABLE}.`);
} else {
  await run(executable, at < 0 ? undefined : process.argv[at + 1]);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}
process.stdout.write('', () => process.exit());
