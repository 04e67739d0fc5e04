/** What flows tell (workflows/saga/observe.ts), as counters and log lines. */
import type { MetricMeter } from '@temporalio/common';
import type { InjectedSinks, WorkerOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Observed, Observer, Word } from '../workflows/contracts/observed.js';

interface Kind {
  counter: string;
  description: string;
  /** Of the log line; those of many items at a time have none. */
  message?: string;
}

const KINDS: Record<Word, Kind> = {
  flowClosed: { counter: 'duesflow_flows_closed', description: 'Flows that ended, by verdict', message: 'flow ended' },
  flowParked: { counter: 'duesflow_parkings', description: 'Flows that began to wait for a person', message: 'flow parked' },
  undoEnded: { counter: 'duesflow_compensations', description: 'Undos that ended, or failed (parked)', message: 'undo ended' },
  importRows: { counter: 'duesflow_import_rows', description: 'Rows of imports, by what became of them' },
  renewals: { counter: 'duesflow_renewals', description: 'Members of renewal runs, by what became of them' },
};

/** More than runs that tell something within the minute that a repeated task takes. */
const REMEMBERED = 10_000;

export function flowWords(meter: MetricMeter, log?: Logger): NonNullable<WorkerOptions['sinks']> {
  const counters = Object.fromEntries(Object.entries(KINDS).map(([word, { counter, description }]) => [word, meter.createCounter(counter, undefined, description)]));
  /** By run, the last number that was heard. */
  const heard = new Map<string, number>();

  function isNew(runId: string, n: number): boolean {
    const last = heard.get(runId) ?? 0;
    if (n <= last) return false;
    heard.delete(runId);
    heard.set(runId, n);
    if (heard.size > REMEMBERED) heard.delete(heard.keys().next().value!);
    return true;
  }

  const sinks: InjectedSinks<{ duesflow: Observer & Record<string, (observed: Observed) => void> }> = {
    duesflow: {
      tell: {
        fn({ runId, workflowId }, { n, word, labels, by }: Observed) {
          if (!isNew(runId, n)) return;
          counters[word]!.add(by, labels);
          const { message } = KINDS[word];
          if (message) log?.[labels['outcome'] === 'parked' ? 'warn' : 'info']({ workflowId, ...labels }, message);
        },
        callDuringReplay: false,
      },
    },
  };
  return sinks as NonNullable<WorkerOptions['sinks']>;
}
