/** Throw-away workflows under the flows' type names: they end as `reference` says, and know no API. */
import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineUpdate,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import type { Report, Verdict } from '../../workflows/contracts/report.js';
import { businessKey } from '../../workflows/contracts/keys.js';

const FAILURES: Partial<Record<Verdict, string>> = {
  rejected: 'Rejected',
  compensated: 'Compensated',
  cancelled: 'Compensated',
  'partly-compensated': 'PartlyCompensated',
};

function report<F extends FlowName>(flow: F, input: InputOf<F>): Report {
  const key = businessKey(flow, input);
  return {
    flow,
    workflowId: key,
    tenant: input.tenant ?? 'default',
    key,
    reference: input.reference ?? null,
    requestedBy: null,
    state: 'running',
    verdict: null,
    ids: { invoiceId: 'I-1' },
    result: {},
    steps: [
      {
        name: 'pay and confirm',
        kind: 'pivot',
        outcome: 'pending',
        owner: 'us',
        attempts: 1,
        compensation: null,
        ids: {},
        startedAt: '2026-01-01T00:00:00.000Z',
        endedAt: null,
        note: 'asked',
      },
    ],
    operator: [],
    notes: [],
  };
}

const double =
  <F extends FlowName>(flow: F) =>
  async (input: InputOf<F>): Promise<Report> => {
    const data = report(flow, input);
    const [step] = data.steps;
    setHandler(defineQuery<Report>('report'), () => data);
    const verdict = (input.reference ?? 'completed') as Verdict | 'parked' | 'skipped';
    if (verdict === 'parked') await park(data);
    if (verdict === 'skipped') step!.outcome = 'skipped';
    data.verdict = verdict === 'skipped' ? 'completed-with-exceptions' : verdict === 'parked' ? 'completed' : verdict;
    data.state = 'closed';
    const type = FAILURES[data.verdict];
    if (!type) return data;
    throw ApplicationFailure.create({ type, message: `${verdict}: as asked`, nonRetryable: true, details: [data] });
  };

async function park(data: Report): Promise<void> {
  let decided = false;
  data.state = 'parked';
  data.parked = {
    step: 'pay and confirm',
    phase: 'forward',
    since: '2026-01-01T00:00:00Z',
    why: 'no word from the API',
    verbs: ['retry'],
  };
  upsertSearchAttributes({ SagaState: ['parked'], SagaStep: ['pay and confirm'] });
  for (const verb of ['retry', 'skip'] as const) {
    setHandler(
      defineUpdate<string, [{ by: string; why: string }]>(verb),
      ({ by, why }) => {
        decided = true;
        data.operator.push({ verb, step: 'pay and confirm', by, why, at: '2026-01-01T00:00:01Z' });
        return `${verb}: accepted`;
      },
      {
        validator: (_decision) => {
          if (verb === 'skip')
            throw ApplicationFailure.nonRetryable('a step at the point of no return cannot be skipped', 'Refused');
        },
      },
    );
  }
  await condition(() => decided);
}

export const purchaseSubscription = double('purchaseSubscription');
export const changeChapter = double('changeChapter');
