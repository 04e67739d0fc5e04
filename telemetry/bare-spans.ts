/**
 * Keeps of a span what may leave the house. The SDK hangs all it knows of a run on the spans of its workflow code, the
 * search attributes with the party's id among them; and on those of what failed the failure's message, in which stand
 * the API's words, of whomever they speak. Encryption does not reach here.
 */
import type { ReadableSpan, SpanProcessor, TimedEvent } from '@opentelemetry/sdk-trace-base';

/** Of a workflow's span: the id is the business key, as in the logs. */
const KEPT = new Set(['workflowId', 'runId', 'workflowType', 'namespace', 'taskQueue', 'attempt', 'temporalUpdateId']);
const OF_WORKFLOWS = '@temporalio/interceptor-workflow';
const OF_THE_SDK = /^@temporalio\//;

export function bareSpans(next: SpanProcessor): SpanProcessor {
  return {
    onStart: (span, context) => next.onStart(span, context),
    onEnd: (span) => next.onEnd(OF_THE_SDK.test(span.instrumentationLibrary.name) ? bare(span) : span),
    forceFlush: () => next.forceFlush(),
    shutdown: () => next.shutdown(),
  };
}

function bare(span: ReadableSpan): ReadableSpan {
  const attributes = span.instrumentationLibrary.name === OF_WORKFLOWS ? only(span.attributes, (name) => KEPT.has(name)) : span.attributes;
  // Some members of a span are getters of its class, which a copy would lose.
  return Object.assign(Object.create(span) as ReadableSpan, { attributes, events: span.events.map(bareEvent), status: { code: span.status.code } });
}

/** Of an exception its type is left: message and stack are in the report and the history. */
const bareEvent = (event: TimedEvent): TimedEvent => ({ ...event, ...(event.attributes && { attributes: only(event.attributes, (name) => name === 'exception.type') }) });

const only = (attributes: ReadableSpan['attributes'], wanted: (name: string) => boolean): ReadableSpan['attributes'] =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
