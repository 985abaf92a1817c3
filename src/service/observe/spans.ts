import type { Span } from '@opentelemetry/api';

import { CommandFault, EXIT } from '../../exit-code.ts';
import { type Ended, routineName } from './access-log.ts';
import { readTrace, type Trace } from '../middleware/trace.ts';
import type { RequestContext } from '../request-context.ts';

/** A request that is watched from outside. */
export interface Watched {
  /** The ids that the tracer gave it; the log and the database know it by the same. */
  readonly trace: Trace;
  readonly end: (context: RequestContext, ended: Ended) => void;
}

/** Begins a span for a request, by its `traceparent`. */
export type SpanMaker = (traceparent: string | undefined) => Watched;

/**
 * Opens the way to OpenTelemetry: a span a request, by the names of its semantic conventions. The
 * API alone records nothing; what does is an SDK that the operator preloads (`NODE_OPTIONS`). The
 * API is loaded here and not before, so that a service without spans pays nothing.
 *
 * @throws {CommandFault} When no SDK is there.
 */
export async function openSpans(): Promise<SpanMaker> {
  const api = await import('@opentelemetry/api');
  const tracer = api.trace.getTracer('procwright');
  const probe = tracer.startSpan('start');
  probe.end();
  if (!api.isSpanContextValid(probe.spanContext())) {
    const fix = "Preload one: NODE_OPTIONS='--import …', as the page of your SDK says.";
    throw new CommandFault(EXIT.usage, 'No OpenTelemetry SDK is loaded to record spans.', fix);
  }

  return (traceparent) => {
    const { traceId, parentId, flags } = readTrace(traceparent);
    const traceFlags = Number.parseInt(flags, 16);
    const parent = { traceId, spanId: parentId ?? '', traceFlags, isRemote: true };
    const context =
      parentId === null ? api.ROOT_CONTEXT : api.trace.setSpanContext(api.ROOT_CONTEXT, parent);
    const span = tracer.startSpan('request', { kind: api.SpanKind.SERVER }, context);
    const own = span.spanContext();
    const trace: Trace = {
      traceId: own.traceId,
      spanId: own.spanId,
      parentId,
      flags: own.traceFlags.toString(16).padStart(2, '0'),
    };
    const failed = { code: api.SpanStatusCode.ERROR };
    return { trace, end: (request, ended) => endSpan(span, { request, ended, failed }) };
  };
}

interface SpanEnd {
  readonly request: RequestContext;
  readonly ended: Ended;
  readonly failed: Parameters<Span['setStatus']>[0];
}

function endSpan(span: Span, { request, ended, failed }: SpanEnd): void {
  const { resource, served, timing, problem } = request;
  const { method, status } = ended;
  span.updateName(resource === null ? method : `${method} ${resource.path}`);
  span.setAttributes({
    'http.request.method': method,
    'http.response.status_code': status,
    'procwright.queue_ms': timing.queueMs,
    'procwright.database_ms': timing.databaseMs,
    'procwright.serialise_ms': timing.serialiseMs,
    ...(resource === null ? {} : { 'http.route': resource.path }),
    ...(served === null ? {} : { 'procwright.routine': routineName(served) }),
    ...(problem === null ? {} : { 'error.type': problem }),
  });
  if (status >= 500) span.setStatus(failed);
  span.end();
}
