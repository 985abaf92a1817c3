import type { RequestHandler } from 'express';

import type { ContractKeeper } from '../contract/contract-keeper.ts';
import { Leaving } from '../lane/leave-signal.ts';
import { endedOf } from '../observe/access-log.ts';
import type { Teller } from '../observe/teller.ts';
import { newContext, setContext } from '../request-context.ts';
import type { Readiness } from '../server/readiness.ts';
import { traceparentOf } from './trace.ts';

/** What the first middleware leans on. */
export interface OpenRequestNeeds {
  readonly keeper: ContractKeeper;
  readonly readiness: Readiness;
  readonly tell: Teller;
}

/** Gives each request its id and its context; when it ends, it is told of. */
export function openRequest({ keeper, readiness, tell }: OpenRequestNeeds): RequestHandler {
  return (request, response, next) => {
    const leaving = new Leaving();
    const { trace, end } = tell(request.get('traceparent'));
    const context = newContext(trace, keeper.live, leaving);
    setContext(response, context);
    response.setHeader('Request-Id', context.id);
    if (trace.parentId !== null) response.setHeader('traceparent', traceparentOf(trace));
    const { isReady, running } = readiness;
    if (!isReady) response.setHeader('Connection', 'close');
    running.add(response);

    response.on('close', () => {
      running.delete(response);
      if (!response.writableFinished) leaving.leave();
      end(context, endedOf(response, context));
    });
    next();
  };
}
