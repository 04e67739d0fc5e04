/** The end of a flow: a report as its result, or as the details of its failure. */
import { ApplicationFailure } from '@temporalio/workflow';
import { FAILURE, type FailureType } from '../contracts/names.js';
import type { Report } from '../contracts/report.js';
import { announceEnd, announceState } from './announce.js';
import { flowClosed } from './observe.js';
import { toReport } from './report.js';
import type { SagaData } from './state.js';

export function close(data: SagaData): Report {
  const report = toReport(data);
  // A plainly completed flow was never marked as anything else.
  if (report.operator.length > 0 || data.verdict !== 'completed') announceState(data, data.verdict!);
  else announceEnd(data);
  switch (data.verdict) {
    case 'completed':
    case 'completed-with-exceptions':
      flowClosed(data);
      return report;
    case 'rejected':
      return end(data, FAILURE.rejected, data.cause?.message ?? 'rejected');
    case 'partly-compensated':
      return end(data, FAILURE.partlyCompensated, data.cause?.message ?? 'partly compensated');
    default:
      // The SDK sends no details with a cancelled run, so a cancelled flow too ends as a failure with its report.
      return end(data, FAILURE.compensated, data.cause?.message ?? 'compensated');
  }
}

/** Ends the run as a failure that carries the report. Its stack would be raw file paths in the Web UI. */
export function end(data: SagaData, type: FailureType, message: string): never {
  data.verdict ??= 'rejected';
  data.cause ??= { step: '', type, message };
  flowClosed(data);
  const failure = ApplicationFailure.create({ type, message: `${data.verdict}: ${message}`, nonRetryable: true, details: [toReport(data)] });
  failure.stack = '';
  throw failure;
}
