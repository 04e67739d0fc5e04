/** What sells: our flow, or the plain workflow. Each keeps what its ledger must show. */
import type { Client } from '@temporalio/client';
import { startFlow } from '../../../client/start.js';
import type { FlowCase } from '../../simulator/index.js';
import { TASK_QUEUE, type Ground } from '../ground.js';
import { purchaseOf } from './buyers.js';

export interface Seller {
  /** Sells to the party and waits for the end. */
  sell(tenant: string, partyId: string): Promise<void>;
  /** Workflow type, for the histories. */
  type: string;
  /** How many flows have ended. */
  readonly sold: number;
  /** What is wrong with the ledger, in plain sentences. */
  faults(): Promise<string[]>;
}

/** By the library that other services import. `judged`: every report is kept and judged by the ledger's checker. */
export function ours({ client, sim }: Pick<Ground, 'client' | 'sim'>, judged = true): Seller {
  const cases: Record<string, FlowCase[]> = {};
  let sold = 0;
  return {
    type: 'purchaseSubscription',
    get sold() {
      return sold;
    },
    async sell(tenant, partyId) {
      const input = purchaseOf(tenant, partyId);
      const { result } = await startFlow(client, 'purchaseSubscription', input, TASK_QUEUE);
      const report = await result();
      sold += 1;
      if (report.verdict !== 'completed') throw new Error(`${report.workflowId} ended as ${String(report.verdict)}: ${report.cause?.message ?? ''}`);
      if (judged) (cases[tenant] ??= []).push({ report: { ...report }, input: { ...input } });
    },
    faults: async () => (judged ? await sim.ask<string[]>('judge', cases) : []),
  };
}

/** Its effects are only counted: it looks at nothing, so it has nothing to say. */
export function plain(client: Client): Seller {
  let sold = 0;
  return {
    type: 'plainPurchase',
    get sold() {
      return sold;
    },
    async sell(tenant, partyId) {
      await client.workflow.execute('plainPurchase', { workflowId: `plain:${tenant}:${partyId}`, taskQueue: TASK_QUEUE, args: [{ tenant, partyId }] });
      sold += 1;
    },
    faults: () => Promise.resolve([]),
  };
}
