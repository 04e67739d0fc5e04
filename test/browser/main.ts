/**
 * `npm run browser`: the console and Temporal's Web UI in a real browser, as people see them. Closes with `N passed, N failed`;
 * says so plainly when there is no Chromium, and then checks nothing. `--save DIR` keeps pictures; `--only console` or
 * `--only web-ui` takes a part.
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import { startDevServer } from '../../client/temporal/dev-server.js';
import { chromiumPath, PLACES, VARIABLE } from './chromium.js';
import { checkConsole } from './console.js';
import type { Tools } from './tools.js';
import { checkWebUi } from './web-ui.js';

const PARTS = { console: checkConsole, 'web-ui': checkWebUi };
const { values: options } = parseArgs({ options: { save: { type: 'string' }, only: { type: 'string' } } });
const total = { passed: 0, failed: 0 };

const check: Tools['check'] = async (name, holds) => {
  try {
    await holds();
    total.passed += 1;
    console.log(`ok    ${name}`);
  } catch (error) {
    total.failed += 1;
    console.log(`FAULT ${name}: ${(error as Error).message}`);
  }
};

/** Each part has a server of its own, so that its lists show its flows alone. */
async function run(executablePath: string, part: (tools: Tools) => Promise<void>): Promise<void> {
  const server = await startDevServer({ path: await ensureTemporal({ log: console.error }) });
  process.env['TEST_TEMPORAL_ADDRESS'] = server.address;
  try {
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
    await part({ browser, check, save: options.save, uiUrl: server.uiUrl! }).finally(() => browser.close());
  } finally {
    await server.stop();
  }
}

const executable = chromiumPath();
const parts = Object.entries(PARTS).filter(([name]) => options.only === undefined || options.only === name);
if (options.save !== undefined) mkdirSync(options.save, { recursive: true });
if (executable === undefined) {
  console.log(`Not run: no Chromium is on this machine (looked at ${PLACES.join(', ')}). Install one, or name it by ${VARIABLE}.`);
} else {
  for (const [, part] of parts) await run(executable, part);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}
process.stdout.write('', () => process.exit());
