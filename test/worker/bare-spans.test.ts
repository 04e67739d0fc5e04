/** What a span may tell, whatever the SDK has hung on it. */
import { expect, test } from '@jest/globals';
import { SpanStatusCode } from '@opentelemetry/api';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { bareSpans } from '../../telemetry/bare-spans.js';

test.each(['@temporalio/interceptor-client', '@temporalio/interceptor-workflow', '@temporalio/interceptor-activity'])('a failure in a span of %s tells its type, and nothing of what was answered', (library) => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [bareSpans(new SimpleSpanProcessor(exporter))] });
  const span = provider.getTracer(library).startSpan('RunActivity:pay', { attributes: { workflowId: 'payInvoice:default:1' } });
  const failure = Object.assign(new Error('HTTP 400: Jane Doe may not pay.'), { name: 'ApplicationFailure' });
  span.recordException(failure);
  span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message });
  span.end();
  const [{ name, attributes, events, status }] = exporter.getFinishedSpans() as [ReturnType<typeof exporter.getFinishedSpans>[number]];
  expect(JSON.stringify({ name, attributes, events, status })).not.toMatch(/Jane|Doe|\.ts:/);
  expect({ name, attributes }).toEqual({ name: 'RunActivity:pay', attributes: { workflowId: 'payInvoice:default:1' } });
  expect(status).toEqual({ code: SpanStatusCode.ERROR });
  expect(events).toEqual([expect.objectContaining({ name: 'exception', attributes: { 'exception.type': 'ApplicationFailure' } })]);
});
