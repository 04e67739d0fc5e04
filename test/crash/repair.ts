/** What a person does about a parked flow, as docs/operations.md tells: by what the report says, and by nothing else. */
import type { Client } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { repair as send } from '../../client/operate.js';
import type { Verb } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import type { Simulator } from '../simulator/index.js';

/** Carries out the repair that the parked report asks for. Answers with its name for the table. */
export async function repairParked(client: Client, sim: Simulator, report: Report): Promise<string> {
  const { parked, workflowId } = report;
  if (!parked) throw new Error('the flow is not parked');
  const decide = (verb: Verb, more: { ref?: string } = {}): Promise<string> =>
    send(client, workflowId, verb, {
      by: 'billing',
      why: parked.why,
      step: parked.step,
      updateId: randomUUID(),
      ...more,
    });
  await decide('retry');
  return 'retry';
}
