/** Reports of closed flows, and what is read of them, for the tests of claims. */
import { claimsOf, type Said } from '../../../activities/audit/claims/index.js';
import type { FlowName } from '../../../workflows/contracts/names.js';
import type { Report, StepReport } from '../../../workflows/contracts/report.js';
import { stepReport } from '../../setup/step-report.js';

export const step = (name: string, changes: Partial<StepReport> = {}): StepReport => stepReport({ name, ...changes });

const report = (flow: FlowName, steps: StepReport[], result: Record<string, unknown>, changes: Partial<Report> = {}): Report => ({
  ...{ flow, workflowId: 'id', key: 'id', tenant: 't', reference: null, requestedBy: null, state: 'closed', verdict: 'completed', operator: [], notes: [] },
  ids: Object.assign({}, ...steps.map(({ ids }) => ids)) as Record<string, string>,
  result,
  steps,
  ...changes,
});

export const said = (flow: FlowName, input: object, steps: StepReport[], result: Record<string, unknown>, changes: Partial<Report> = {}): Said =>
  claimsOf(flow, { report: report(flow, steps, result, changes), input, run: { workflowId: 'id', runId: 'run-1' }, startedAt: '2026-03-01T09:00:00.000Z', markerOf: (name) => `mark of ${name}` });

export const turnedBack = { verdict: 'compensated' } as const;
export const cash = { methodId: 'CASH', type: 'Cash' };
export const paid = { amount: '95.00', reference: 'DFABCDEFGHJK', balance: '0.00', pending: false };
