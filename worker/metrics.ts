/**
 * Prometheus metrics of this process, the SDK's and ours on one endpoint (docs/telemetry.md). Off unless
 * DUESFLOW_METRICS_ADDRESS names an address to listen on, such as 127.0.0.1:9464.
 */
import type { TelemetryOptions } from '@temporalio/worker';

/** Seconds. iMIS answers in tenths of a second; a write may take 100 s (IMIS_TIMEOUT_SECONDS). */
const CALL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 100];
/** Seconds. Waiting for the tenant's slot, behind a long import or a quarantine. */
const WAIT_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600];

export const CALL_SECONDS = 'duesflow_api_call_duration_seconds';

export const metricsAddress = (env: NodeJS.ProcessEnv): string | undefined => env['DUESFLOW_METRICS_ADDRESS'] || undefined;

export const prometheus = (bindAddress: string): NonNullable<TelemetryOptions['metrics']> => ({
  // Told by the scrape.
  attachServiceName: false,
  prometheus: {
    bindAddress,
    countersTotalSuffix: true,
    unitSuffix: true,
    useSecondsForDurations: true,
    histogramBucketOverrides: { [CALL_SECONDS]: CALL_BUCKETS, activity_schedule_to_start_latency: WAIT_BUCKETS },
  },
});
