/**
 * Spans of workflow code; only the traced bundle holds this. The interceptors of the library wait for what they wrap, and
 * so everything comes some turns of the promise queue later: a flow that was begun without traces would do things in
 * another order in its replay. Here what is awaited is handed on as it is, and a span is ended beside it.
 */
import { context, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import { extractContextFromHeaders, headersWithContext } from '@temporalio/interceptors-opentelemetry/lib/instrumentation.js';
import { OpenTelemetryInboundInterceptor, OpenTelemetryInternalsInterceptor, SpanName } from '@temporalio/interceptors-opentelemetry/lib/workflow/index.js';
import type { Headers } from '@temporalio/common';
import {
  ContinueAsNew,
  workflowInfo,
  type WorkflowInboundCallsInterceptor,
  type WorkflowInterceptorsFactory,
  type WorkflowOutboundCallsInterceptor,
} from '@temporalio/workflow';

/** The library's own tracer: its spans leave the sandbox by a sink. */
class Tracer extends OpenTelemetryInboundInterceptor {
  startSpan(name: string, parent: Context): Span {
    return this.tracer.startSpan(name, {}, parent);
  }
}

function endWith<T>(span: Span, result: Promise<T>): Promise<T> {
  void result.then(
    () => {
      span.setStatus({ code: SpanStatusCode.OK });
      span.end();
    },
    (error: Error) => {
      // The words of a failure stand in the history.
      span.setStatus(error instanceof ContinueAsNew ? { code: SpanStatusCode.OK } : { code: SpanStatusCode.ERROR, message: error.name });
      span.end();
    },
  );
  return result;
}

export const interceptors: WorkflowInterceptorsFactory = () => {
  const tracer = new Tracer();

  function spanned<T>(name: string, parent: Context, inside: () => Promise<T>): Promise<T> {
    const span = tracer.startSpan(name, parent);
    return endWith(span, context.with(trace.setSpan(parent, span), inside));
  }

  /** The span's own context travels in the headers. */
  const outward = <Input extends { headers: Headers }, T>(name: string, input: Input, next: (input: Input) => Promise<T>): Promise<T> =>
    spanned(name, context.active(), () => next({ ...input, headers: headersWithContext(input.headers) }));

  const inbound: WorkflowInboundCallsInterceptor = {
    execute: (input, next) =>
      spanned(`${SpanName.WORKFLOW_EXECUTE}:${workflowInfo().workflowType}`, extractContextFromHeaders(input.headers) ?? context.active(), () => next(input)),
  };
  const outbound: WorkflowOutboundCallsInterceptor = {
    scheduleActivity: (input, next) => outward(`${SpanName.ACTIVITY_START}:${input.activityType}`, input, next),
    startChildWorkflowExecution: (input, next) => outward(`${SpanName.CHILD_WORKFLOW_START}:${input.workflowType}`, input, next),
    signalWorkflow: (input, next) => outward(`${SpanName.WORKFLOW_SIGNAL}:${input.signalName}`, input, next),
    continueAsNew: (input, next) => outward(`${SpanName.CONTINUE_AS_NEW}:${input.options.workflowType}`, input, next),
  };
  return { inbound: [inbound], outbound: [outbound], internals: [new OpenTelemetryInternalsInterceptor()] };
};
