/**
 * Traces, when the standard variables of OpenTelemetry ask for them (docs/telemetry.md). Without them nothing of
 * OpenTelemetry is even loaded.
 */
import type { Tracing } from './tracing.js';

export type { ApiCall, Tracing } from './tracing.js';

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;

export const isTraced = (env: NodeJS.ProcessEnv): boolean =>
  ENDPOINTS.some((name) => Boolean(env[name])) && env['OTEL_SDK_DISABLED'] !== 'true' && env['OTEL_TRACES_EXPORTER'] !== 'none';

/** OpenTelemetry is of a process: whoever asks later gets what is there. */
let running: Promise<Tracing> | undefined;

/** `service`: the name of this program in traces unless OTEL_SERVICE_NAME gives another. */
export async function tracingFrom(env: NodeJS.ProcessEnv, service: string, warn?: (message: string) => void): Promise<Tracing | undefined> {
  if (!isTraced(env)) return undefined;
  running ??= (async () => {
    const [{ createTracing }, { exportingProcessor }] = await Promise.all([import('./tracing.js'), import('./exporting.js')]);
    return createTracing(service, exportingProcessor(warn));
  })();
  return await running;
}
