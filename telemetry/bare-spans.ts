/**
 * Keeps of a span what may leave the house. The SDK hangs all it knows of a run on the spans of its workflow code, the
 * search attributes with the party's id among them.
 */
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Of a workflow's span: the id is the business key, as in the logs. */
const KEPT = new Set(['workflowId', 'runId', 'workflowType', 'namespace', 'taskQueue', 'attempt', 'temporalUpdateId']);
const OF_WORKFLOWS = '@temporalio/interceptor-workflow';

export function bareSpans(next: SpanProcessor): SpanProcessor {
  return {
    onStart: (span, context) => next.onStart(span, context),
    onEnd: (span) => next.onEnd(span.instrumentationLibrary.name === OF_WORKFLOWS ? bare(span) : span),
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  };
}

function bare(span: ReadableSpan): ReadableSpan {
  const attributes = Object.fromEntries(Object.entries(span.attributes).filter(([name]) => KEPT.has(name)));
  return { ...span, attributes, spanContext: () => span.spanContext() };
}
