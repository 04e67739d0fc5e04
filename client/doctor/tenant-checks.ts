/** Every tenant that a worker has ever served here: one whose calls nobody makes any more must not pass in silence. */
import type { Client } from '@temporalio/client';
import { apiQueue, DEFAULT_TENANT, SLOT_WORKFLOW, slotId } from '../../workflows/contracts/names.js';
import { isServed } from '../pollers.js';
import { bad, good, type Check } from './check.js';

/** A tenant's slot outlives its worker, and tells that there is such a tenant. */
export async function checkTenants(client: Client): Promise<Check[]> {
  const tenants: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: `WorkflowType = '${SLOT_WORKFLOW}' AND ExecutionStatus = 'Running'` }))
    tenants.push(workflowId.slice(slotId('').length));
  if (tenants.length === 0)
    return [bad('API calls', `no worker polls queue ${apiQueue(DEFAULT_TENANT)}: steps wait`, 'Start one: duesflow worker (or duesflow dev). One that has just started waits its turn.')];
  return await Promise.all(tenants.sort().map((tenant) => checkTenant(client, tenant)));
}

async function checkTenant(client: Client, tenant: string): Promise<Check> {
  const check = `API calls of ${tenant}`;
  if (await isServed(client, tenant)) return good(check, `a worker polls queue ${apiQueue(tenant)}`);
  const { count } = await client.workflow.count(`Tenant = '${tenant}' AND ExecutionStatus = 'Running'`);
  return bad(
    check,
    `no worker polls queue ${apiQueue(tenant)}: ${count} open flows wait`,
    `Start a worker that has the tenant in its DUESFLOW_CONFIG or environment (one that has just started waits its turn). Is it gone for good, with no open flow: temporal workflow terminate -w ${slotId(tenant)}`,
  );
}
