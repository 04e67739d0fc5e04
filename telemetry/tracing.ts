/** One trace from a client's start through workflow and activity to each call of an API. Loaded only where traces are wanted. */
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { detectResourcesSync, envDetectorSync, Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { OpenTelemetryPlugin } from '@temporalio/interceptors-opentelemetry';
import { bareSpans } from './bare-spans.js';

/** What a span tells of a call: no address, no ids, no bodies. */
export interface ApiCall {
  tenant: string;
  system: string;
  method: string;
  entity: string;
  outcome: string;
  status?: number | undefined;
  ms: number;
}

export interface Tracing {
  /** For `plugins` of a client and of a worker. */
  plugin: OpenTelemetryPlugin;
  /** A call that has just ended, below the activity that made it. */
  recordCall(call: ApiCall): void;
  /** Sends what is left, for at most two seconds: a collector that is away must hold nobody up. */
  flush(): Promise<void>;
}

const FLUSH_MS = 2_000;
/** The call came to its end as calls do; the others show as errors. */
const FINE = ['ok', 'absent'];

export function createTracing(service: string, processor: SpanProcessor): Tracing {
  const resource = new Resource({ 'service.name': service }).merge(detectResourcesSync({ detectors: [envDetectorSync] }));
  const spanProcessor = bareSpans(processor);
  // The sampler comes from OTEL_TRACES_SAMPLER.
  const provider = new BasicTracerProvider({ resource, spanProcessors: [spanProcessor] });
  // Without it every span would be a trace of its own.
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  const tracer = trace.getTracer('duesflow');
  return {
    plugin: new OpenTelemetryPlugin({ resource, spanProcessor }),
    recordCall({ tenant, system, method, entity, outcome, status, ms }) {
      const span = tracer.startSpan(`${method} ${entity}`, {
        kind: SpanKind.CLIENT,
        startTime: Date.now() - ms,
        attributes: {
          'http.request.method': method,
          ...(status !== undefined && { 'http.response.status_code': status }),
          'duesflow.tenant': tenant,
          'duesflow.system': system,
          'duesflow.entity': entity,
          'duesflow.outcome': outcome,
        },
      });
      if (!FINE.includes(outcome)) span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
      span.end();
    },
    async flush() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, FLUSH_MS)));
      await Promise.race([spanProcessor.forceFlush().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}
