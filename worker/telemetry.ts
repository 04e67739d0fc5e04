/** Logs of a worker, and metrics and traces where the environment asks for them. */
import type { Logger } from 'pino';
import { tracingFrom, type Tracing } from '../telemetry/index.js';
import { installRuntime, log, LOG_LEVELS } from './log.js';
import { metricsAddress } from './metrics.js';
import { ConfigurationError } from './tenants.js';
import { WATCH, type WatchTimes } from './watch.js';

const CURE = 'it must be an IP address and a port on which nothing else listens, such as 127.0.0.1:9464';

/** Each may be left out, as tests do. */
export interface Telemetry {
  /** Takes a line for each attempt of an activity and for each API call. */
  log?: Logger | undefined;
  /** Needs a traced bundle. */
  tracing?: Tracing | undefined;
  /** How often gauges are read; they are of use only where metrics are exposed. */
  watching?: WatchTimes | undefined;
}

/** Must run before anything else of the SDK. Throws ConfigurationError where the metrics' address cannot be listened on, or there is no such log level. */
export async function startTelemetry(env: NodeJS.ProcessEnv): Promise<Telemetry> {
  if (env['LOG_LEVEL'] && !LOG_LEVELS.includes(env['LOG_LEVEL'])) throw new ConfigurationError([`LOG_LEVEL: must be one of ${LOG_LEVELS.join(', ')}`]);
  try {
    installRuntime(env);
  } catch (error) {
    throw metricsAddress(env) === undefined ? error : new ConfigurationError([`DUESFLOW_METRICS_ADDRESS: ${(error as Error).message}: ${CURE}`]);
  }
  const tracing = await tracingFrom(env, 'duesflow-worker', (message) => log.warn({ message }, 'traces cannot be sent'));
  return { log, tracing, watching: metricsAddress(env) ? WATCH : undefined };
}
