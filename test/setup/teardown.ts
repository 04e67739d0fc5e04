import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DevServer } from '../../client/temporal/dev-server.js';

export async function globalTeardown(): Promise<void> {
  await (globalThis as unknown as { duesflowTestServer?: DevServer }).duesflowTestServer?.stop();
  const bundle = process.env['DUESFLOW_BUNDLE'];
  if (bundle) rmSync(dirname(bundle), { recursive: true, force: true });
}
