import type { RequestHandler } from 'express';

import { databaseProblem } from '../answer/database-problem.ts';
import { servedOf } from '../request-context.ts';
import type { CallLanes } from './call-routine.ts';

/**
 * Turns a request away as soon as its route is known, where its lane would do so in the end: a
 * crowd is refused before its keys are looked up and its bodies are read.
 */
export function turnAway({ read, write }: CallLanes): RequestHandler {
  return (_request, response, next) => {
    const { endpoint, batch } = servedOf(response).served;
    const { method, timeoutMs } = endpoint.route;
    const refusal = (method === 'GET' ? read : write).refusal(batch, timeoutMs);
    if (refusal) throw databaseProblem(refusal);
    next();
  };
}
