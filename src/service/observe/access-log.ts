import type { Response } from 'express';

import type { RequestContext } from '../request-context.ts';

/** A request that has ended. */
export interface Ended {
  readonly method: string;
  /** 499 for a client that left before its answer was complete. */
  readonly status: number;
  /** Milliseconds from the request's first middleware to its end. */
  readonly ms: number;
  /** Bytes of the answer's body. */
  readonly bytes: number;
}

/** The status of a request whose client did not wait; nobody is sent it. */
export const CLIENT_LEFT = 499;

/** How a request ended, seen when its answer is closed. */
export function endedOf(response: Response, { startedAt }: RequestContext): Ended {
  const { method } = response.req;
  const status = response.writableFinished ? response.statusCode : CLIENT_LEFT;
  const length = method === 'HEAD' ? 0 : Number(response.getHeader('Content-Length') ?? 0);
  const bytes = status === CLIENT_LEFT ? 0 : length;
  return { method, status, bytes, ms: performance.now() - startedAt };
}

/**
 * The line of the access log: who asked for what, what came, and where the time went. It names the
 * route, never the path or the query: values of clients stay out of the log.
 */
export function accessLine(context: RequestContext, { method, status, ms, bytes }: Ended) {
  const { timing, trace, served, resource, caller, told, problem } = context;
  return {
    request: context.id,
    span: trace.spanId,
    ...(trace.parentId === null ? {} : { parent: trace.parentId }),
    method,
    route: resource?.path ?? 'none',
    ...(served === null ? {} : { routine: routineName(served) }),
    status,
    ...(problem === null ? {} : { code: problem }),
    ms: tenths(ms),
    queueMs: tenths(timing.queueMs),
    databaseMs: tenths(timing.databaseMs),
    serialiseMs: tenths(timing.serialiseMs),
    rows: told.rows.length,
    bytes,
    actor: caller?.actor,
  };
}

/** The name that metrics and log lines know a routine by: `app.post_item`. */
export function routineName({ endpoint }: NonNullable<RequestContext['served']>): string {
  return `${endpoint.routine.schema}.${endpoint.routine.name}`;
}

const tenths = (ms: number): number => Math.round(ms * 10) / 10;
