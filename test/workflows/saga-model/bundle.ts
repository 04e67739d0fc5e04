/** The bundle of the test flow: the saga core as workers run it, built once for a file of tests. */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn: console.warn, error: console.error };

export const FLOW = 'planned';

export async function plannedBundle(): Promise<string> {
  const { code } = await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('./flow.ts', import.meta.url)), logger: quiet });
  return code;
}
