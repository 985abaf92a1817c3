import type { RequestHandler } from 'express';

import type { Logger } from '../../logger.ts';
import type { ContractKeeper } from '../contract/contract-keeper.ts';
import type { Metrics } from '../pages/metrics.ts';
import { type RequestContext, setContext } from '../request-context.ts';
import type { Readiness } from '../readiness.ts';
import { traceId } from './trace.ts';

/** What the first middleware leans on. */
export interface OpenRequestNeeds {
  readonly keeper: ContractKeeper;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** Gives each request its id and its context; when it ends, one log line and one observation. */
export function openRequest(needs: OpenRequestNeeds): RequestHandler {
  return (request, response, next) => {
    const leaving = new AbortController();
    const context: RequestContext = {
      id: traceId(request.get('traceparent')),
      startedAt: performance.now(),
      signal: leaving.signal,
      live: needs.keeper.live,
      resource: null,
      pathValues: {},
      served: null,
      caller: null,
      body: {},
      input: {},
      cursor: null,
      told: { columns: [], rows: [] },
    };
    setContext(response, context);
    response.setHeader('Request-Id', context.id);
    if (!needs.readiness.isReady) response.setHeader('Connection', 'close');

    response.on('close', () => {
      const isAnswered = response.writableFinished;
      if (!isAnswered) leaving.abort();
      const status = isAnswered ? response.statusCode : CLIENT_LEFT;
      close(needs, context, { method: request.method, status });
    });
    next();
  };
}

/** The status in the log of a request whose client did not wait; nobody is sent it. */
const CLIENT_LEFT = 499;

function close(
  { metrics, log }: OpenRequestNeeds,
  context: RequestContext,
  { method, status }: { readonly method: string; readonly status: number },
): void {
  const seconds = (performance.now() - context.startedAt) / 1000;
  const route = context.resource?.path ?? 'none';
  metrics.observe({ method, route, status, seconds });
  log.info('request', {
    request: context.id,
    method,
    route,
    status,
    ms: Math.round(seconds * 10_000) / 10,
    actor: context.caller?.actor,
  });
}
