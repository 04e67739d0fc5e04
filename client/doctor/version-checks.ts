/** With worker versioning (docs/deploy.md) flows wait until a version is current: that must not pass in silence. */
import { isGrpcServiceError, type Client } from '@temporalio/client';
import { bad, good, warning, type Check } from './check.js';

/** Of gRPC. */
const NOT_FOUND = 5;

/** Nothing is told where DUESFLOW_BUILD_ID is not set. */
export async function checkVersion(client: Client, env: NodeJS.ProcessEnv = process.env): Promise<Check[]> {
  const buildId = env['DUESFLOW_BUILD_ID'];
  if (!buildId) return [];
  const check = 'worker version';
  const deploymentName = env['DUESFLOW_DEPLOYMENT'] || 'duesflow';
  const cure = `temporal worker deployment set-current-version --deployment-name ${deploymentName} --build-id ${buildId}`;
  const current = await currentOf(client, deploymentName);
  if (current === 'unknown') return [bad(check, `no worker of deployment ${deploymentName} has been seen`, `Start one with DUESFLOW_BUILD_ID=${buildId}, then: ${cure}`)];
  if (current === undefined) return [bad(check, `no version of ${deploymentName} is current: flows wait`, cure)];
  if (current === buildId) return [good(check, `${buildId} of ${deploymentName} is current`)];
  return [warning(check, `flows run on ${current} of ${deploymentName}, not on ${buildId}, which is configured here`, cure)];
}

/** undefined: none is current. */
async function currentOf(client: Client, deploymentName: string): Promise<string | undefined> {
  try {
    const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({ namespace: client.options.namespace, deploymentName });
    return workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId ?? undefined;
  } catch (error) {
    if (isGrpcServiceError(error) && Number(error.code) === NOT_FOUND) return 'unknown';
    throw error;
  }
}
