/** One Temporal server and one workflow bundle for a whole run of jest; handed on by the environment. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTemporal } from '../../client/temporal/ensure.js';
import { startDevServer } from '../../client/temporal/dev-server.js';
import { loadBundle } from '../../worker/bundle.js';

export async function globalSetup(): Promise<void> {
  const path = await ensureTemporal({ log: (line) => console.error(line) });
  const server = await startDevServer({ path, ui: false });
  process.env['TEST_TEMPORAL_ADDRESS'] = server.address;
  process.env['TEST_TEMPORAL_HTTP'] = server.httpAddress;
  process.env['DUESFLOW_BUNDLE'] = join(mkdtempSync(join(tmpdir(), 'duesflow-bundle-')), 'bundle.js');
  await loadBundle();
  Object.assign(globalThis, { duesflowTestServer: server });
}
