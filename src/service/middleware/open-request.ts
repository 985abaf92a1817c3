import type { RequestHandler } from 'express';

import { type Logger, logQuickly } from '../../logger.ts';
import { accessLine, endedOf } from '../observe/access-log.ts';
import type { ContractKeeper } from '../contract/contract-keeper.ts';
import { Leaving, type LeaveSignal } from '../lane/leave-signal.ts';
import { noTime } from '../lane/timing.ts';
import type { Metrics } from '../pages/metrics.ts';
import { type RequestContext, setContext } from '../request-context.ts';
import type { Readiness } from '../server/readiness.ts';
import type { SpanMaker } from '../observe/spans.ts';
import { readTrace, type Trace, traceparentOf } from './trace.ts';

/** What the first middleware leans on. */
export interface OpenRequestNeeds {
  readonly keeper: ContractKeeper;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Absent where nobody records spans. */
  readonly spans?: SpanMaker | undefined;
}

/** Gives each request its id and its context; when it ends, one log line and one observation. */
export function openRequest(needs: OpenRequestNeeds): RequestHandler {
  return (request, response, next) => {
    const leaving = new Leaving();
    const traceparent = request.get('traceparent');
    const watched = needs.spans?.(traceparent);
    const trace = watched?.trace ?? readTrace(traceparent);
    const context = contextFor(trace, needs.keeper, leaving);
    setContext(response, context);
    response.setHeader('Request-Id', context.id);
    if (trace.parentId !== null) response.setHeader('traceparent', traceparentOf(trace));
    const { isReady, running } = needs.readiness;
    if (!isReady) response.setHeader('Connection', 'close');
    running.add(response);

    response.on('close', () => {
      running.delete(response);
      if (!response.writableFinished) leaving.leave();
      const ended = endedOf(response, context);
      needs.metrics.observe(context, ended);
      logQuickly(needs.log, 'request', accessLine(context, ended));
      watched?.end(context, ended);
    });
    next();
  };
}

function contextFor(trace: Trace, keeper: ContractKeeper, signal: LeaveSignal): RequestContext {
  return {
    id: trace.traceId,
    trace,
    startedAt: performance.now(),
    deadline: Number.POSITIVE_INFINITY,
    timing: noTime(),
    signal,
    live: keeper.live,
    resource: null,
    pathValues: {},
    served: null,
    caller: null,
    body: {},
    input: {},
    cursor: null,
    told: { columns: [], rows: [] },
    kept: null,
    problem: null,
  };
}
