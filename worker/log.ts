/** Structured logs, one JSON line each. No bodies, no secrets, no personal data: ids and codes alone. */
import { pino } from 'pino';
import { DefaultLogger, makeTelemetryFilterString, Runtime, type LogEntry } from '@temporalio/worker';
import { metricsAddress, prometheus } from './metrics.js';

export const LOG_LEVELS = [...Object.keys(pino.levels.values), 'silent'];
const asked = process.env['LOG_LEVEL'] || 'info';

/** An unknown level is told by `startTelemetry`, and then in the usual one. */
export const log = pino({ name: 'duesflow', level: LOG_LEVELS.includes(asked) ? asked : 'info' });

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

/** The SDK's INFO lines tell of pollers and shutdown states: debug to us. Must run before anything else of the SDK. */
export function installRuntime(env: NodeJS.ProcessEnv = process.env): void {
  const logger = new DefaultLogger('INFO', ({ level, message, meta }: LogEntry) => {
    const { workflowId, workflowType, activityType, taskQueue, attempt } = (meta ?? {}) as Record<string, unknown>;
    log[LEVELS[level]]({ workflowId, workflowType, activityType, taskQueue, attempt }, message);
  });
  const address = metricsAddress(env);
  // The worker itself decides when it ends (main.ts): slots are handed on first.
  const core = { filter: makeTelemetryFilterString({ core: 'WARN', other: 'WARN' }), forward: {} };
  Runtime.install({ logger, shutdownSignals: [], telemetryOptions: { logging: core, ...(address && { metrics: prometheus(address) }) } });
}
