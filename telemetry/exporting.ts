/** Sends spans in batches to OTEL_EXPORTER_OTLP_ENDPOINT; the library itself reads the OTEL_ variables. */
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** `warn`: told when spans cannot be sent. They are then lost, and nothing else is. */
export function exportingProcessor(warn?: (message: string) => void): SpanProcessor {
  const silent = () => undefined;
  if (warn) diag.setLogger({ error: (message) => warn(message.slice(0, 300)), warn: silent, info: silent, debug: silent, verbose: silent }, DiagLogLevel.ERROR);
  return new BatchSpanProcessor(new OTLPTraceExporter());
}
