/** The workflow bundle: built ahead, told of the tenants by a line of its own in front of it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { Tenant } from '../activities/tenants/tenant.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const workflows = join(root, 'workflows');
const fromSource = new URL(import.meta.url).pathname.endsWith('.ts');
/** `.ts` in a clone, `.js` after `npm run build`. */
const entry = join(workflows, fromSource ? 'index.ts' : 'index.js');

export const BUNDLE_PATH = join(root, fromSource ? 'dist' : '.', 'workflow-bundle.js');

/** Builds the bundle from the sources, 1.5 s. */
export async function buildBundle(): Promise<string> {
  const { code }: WorkflowBundleWithSourceMap = await bundleWorkflowCode({
    workflowsPath: entry,
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
  });
  return code;
}

/** The bundle of these sources: the built one unless a source is newer. */
export async function loadBundle(path = process.env['DUESFLOW_BUNDLE'] || BUNDLE_PATH): Promise<string> {
  if (existsSync(path) && statSync(path).mtimeMs >= newest(workflows)) return readFileSync(path, 'utf8');
  const code = await buildBundle();
  mkdirSync(dirname(path), { recursive: true });
  // Another process may be reading it.
  writeFileSync(`${path}.${process.pid}`, code);
  renameSync(`${path}.${process.pid}`, path);
  return code;
}

function newest(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((file) => file.isFile())
    .map((file) => statSync(join(file.parentPath, file.name)).mtimeMs);
  return Math.max(...times);
}

/**
 * What workflow code must know of its tenants: time-outs, and which there are (workflows/saga/profile.ts). Neither is
 * compared in a replay, so a worker with other settings still replays every history.
 */
export function withTenants(code: string, tenants: Tenant[]): string {
  const profiles = Object.fromEntries(tenants.map(({ name, heartbeatMs }) => [name, { heartbeatMs }]));
  return `globalThis.duesflowTenants = ${JSON.stringify(profiles)};${code}`;
}
