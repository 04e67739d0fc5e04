import { newcomers } from '../index.js';
import type { FlowCase, FlowReport } from '../index.js';

/** Reports of flows that buy, as the checker is given them. */

export const buyer = newcomers.first;
const cycle = 'Non-Member Subscriptions';

export const flow = (name: string, report: Partial<FlowReport>, input: Record<string, unknown>): FlowCase => ({
  report: { flow: name, workflowId: name, state: 'closed', verdict: 'completed', ...report },
  input: { partyId: buyer, ...input },
});

export const bought = (report: Partial<FlowReport> = {}, input: Record<string, unknown> = {}): FlowCase =>
  flow('purchaseNonDues', report, {
    items: [{ itemId: 'JOUR', billingCycleId: cycle }],
    payment: { methodId: 'CASH', type: 'Cash' },
    ...input,
  });

export const joined = (report: Partial<FlowReport> = {}, input: Record<string, unknown> = {}): FlowCase =>
  flow('joinMember', report, {
    billingCycleId: 'New Member Fees',
    items: [{ itemId: 'JOUR' }],
    payment: { methodId: 'CASH' },
    ...input,
  });

export const sentences = (list: { sentence: string }[]): string[] => list.map((one) => one.sentence);
