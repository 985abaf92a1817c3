import type { ErrorRequestHandler } from 'express';

import type { Logger } from '../../logger.ts';
import { isDisconnected, sqlState } from '../../db/sqlstate.ts';
import { databaseProblem } from '../answer/database-problem.ts';
import { Problem, problem, sendProblem } from '../answer/problem.ts';
import { TurnedAway } from '../lane/turned-away.ts';
import { contextOf } from '../request-context.ts';

/** What the last middleware leans on. */
export interface FaultNeeds {
  readonly log: Logger;
  /** Called when the database no longer knows a routine as the contract has it. */
  readonly onStale: () => void;
}

/** The one place where a request that failed is answered: what the client may know, and no more. */
export function onFault({ log, onStale }: FaultNeeds): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const context = contextOf(response);
    const { id, resource, signal } = context;
    const found = problemOf(error);
    context.problem = found.code;
    if (found.code === 'contract-changing') onStale();
    const cause = found.details.cause ?? error;
    const isTurned = cause instanceof TurnedAway; // by the thousand: the access log has its code
    if (!isTurned && (found.status >= 500 || found.code === 'conflict')) {
      const level = found.status === 500 || found.code === 'conflict' ? 'error' : 'warn';
      const { code, status } = found;
      log[level]('request failed', {
        request: id,
        route: resource?.path,
        status,
        code,
        sqlState: sqlState(cause),
        error: cause,
      });
    }
    if (!signal.aborted) sendProblem(response, found, id);
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const isDatabases =
    error instanceof TurnedAway || isDisconnected(error) || sqlState(error) !== '';
  return isDatabases ? databaseProblem(error) : problem('internal', { cause: error });
}
