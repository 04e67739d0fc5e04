/** The workflow bundle: built ahead, told of the tenants by a line of its own in front of it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { systemsOf, type Tenant } from '../activities/tenants/tenant.js';
import type { TenantProfile } from '../workflows/contracts/tenants.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const workflows = join(root, 'workflows');
const fromSource = new URL(import.meta.url).pathname.endsWith('.ts');
/** `.ts` in a clone, `.js` after `npm run build`. */
const entry = join(workflows, fromSource ? 'index.ts' : 'index.js');
const failureConverterPath = join(workflows, fromSource ? 'failure-converter.ts' : 'failure-converter.js');

export const BUNDLE_PATH = join(root, fromSource ? 'dist' : '.', 'workflow-bundle.js');

/** What traces need within the sandbox: it is a bundle of its own, larger by two thirds, so that others do not carry it. */
const telemetry = join(root, 'telemetry');
const interceptors = join(telemetry, fromSource ? 'workflow-interceptors.ts' : 'workflow-interceptors.js');

/** Builds the bundle from the sources, 1.5 s. */
export async function buildBundle(traced = false): Promise<string> {
  const { code }: WorkflowBundleWithSourceMap = await bundleWorkflowCode({
    workflowsPath: entry,
    // Evaluated once for all runs of a worker, not by each (docs/performance.md): none of our modules keeps a state (eslint.config.mjs).
    preloadModules: [entry],
    failureConverterPath,
    ...(traced && { workflowInterceptorModules: [interceptors] }),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error },
  });
  return code;
}

/** The bundle of these sources: the built one unless a source is newer. `traced`: with what traces need. */
export async function loadBundle(plain = process.env['DUESFLOW_BUNDLE'] || BUNDLE_PATH, traced = false): Promise<string> {
  const path = traced ? plain.replace(/(\.js)?$/, '-traced.js') : plain;
  if (existsSync(path) && statSync(path).mtimeMs >= Math.max(newest(workflows), traced ? newest(telemetry) : 0)) return readFileSync(path, 'utf8');
  const code = await buildBundle(traced);
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
 * What workflow code must know of its tenants: time-outs, which there are, their systems and what these let us do
 * (workflows/saga/profile.ts), and whether failures are encrypted. None is compared in a replay, so a worker with other settings still replays every history.
 */
export function withTenants(code: string, tenants: Tenant[], encrypts = false): string {
  const profiles = Object.fromEntries(tenants.map((tenant) => [tenant.name, profileOf(tenant)]));
  return `globalThis.duesflowTenants = ${JSON.stringify(profiles)};${encrypts ? 'globalThis.duesflowEncrypts = true;' : ''}${code}`;
}

function profileOf(tenant: Tenant): TenantProfile {
  const { heartbeatMs, rights, release } = tenant;
  return { heartbeatMs, systems: systemsOf(tenant), rights, ...(release !== undefined && { release }) };
}
