/** Every call to an API as a metric, a span and a log line. No address, no ids, no bodies: `CallInfo` has none. */
import { asyncLocalStorage } from '@temporalio/activity';
import type { MetricMeter } from '@temporalio/common';
import type { OnApiCall } from '../activities/tenants/runtime.js';
import { CALL_SECONDS } from './metrics.js';
import type { Telemetry } from './telemetry.js';

/** Not the activity's own meter: its labels would make forty series of each of ours. */
export function apiCallObserver(meter: MetricMeter, { tracing, log }: Telemetry): OnApiCall {
  const seconds = meter.createHistogram(CALL_SECONDS, 'float', undefined, 'Calls to the API, by what came of them');
  return (tenant, system, { method, entity, kind: outcome, status, ms }) => {
    const operation = `${method} ${entity}`;
    seconds.record(ms / 1000, { tenant, system, operation, outcome });
    tracing?.recordCall({ tenant, system, method, entity, outcome, status, ms });
    log?.debug({ tenant, system, operation, outcome, status, ms, ...whose() }, 'api call');
  };
}

function whose(): { flow?: string; workflowId?: string; activity?: string; attempt?: number } {
  const info = asyncLocalStorage.getStore()?.info;
  if (!info) return {};
  const { workflowType, workflowExecution, activityType, attempt } = info;
  return {
    ...(workflowType !== undefined && { flow: workflowType }),
    ...(workflowExecution && { workflowId: workflowExecution.workflowId }),
    activity: activityType,
    attempt,
  };
}
