/** Worker versioning, as docs/decisions/0019-worker-versioning.md has it; off unless DUESFLOW_BUILD_ID names this version of the code. */
import type { WorkerDeploymentOptions } from '@temporalio/worker';
import { ConfigurationError } from './tenants.js';

/** Temporal divides name and build id by a dot or a colon. */
const NAME = /^[\w-]{1,200}$/;
const BUILD_ID = /^[\w.+-]{1,200}$/;

/** @throws {ConfigurationError} */
export function versioningFrom(env: NodeJS.ProcessEnv): WorkerDeploymentOptions | undefined {
  const buildId = env['DUESFLOW_BUILD_ID'];
  const deploymentName = env['DUESFLOW_DEPLOYMENT'] || 'duesflow';
  const faults = [
    ...(buildId && !BUILD_ID.test(buildId) ? ['DUESFLOW_BUILD_ID: must be of letters, digits and . + - _, such as 1.4.0 or a commit'] : []),
    ...(NAME.test(deploymentName) ? [] : ['DUESFLOW_DEPLOYMENT: must be of letters, digits, - and _']),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  if (!buildId) return undefined;
  return { version: { deploymentName, buildId }, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' };
}
