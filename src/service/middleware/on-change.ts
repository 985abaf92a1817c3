import { setTimeout as pause } from 'node:timers/promises';

import type { ErrorRequestHandler, RequestHandler, Response } from 'express';

import { Problem } from '../answer/problem.ts';
import type { ContractKeeper } from '../contract/contract-keeper.ts';
import type { LiveContract } from '../contract/live-contract.ts';
import { contextOf, type RequestContext } from '../request-context.ts';

/** What answering again leans on. */
export interface OnChangeNeeds {
  readonly keeper: ContractKeeper;
  /** Every step from the route on, but the body's: it has been read. */
  readonly steps: RequestHandler;
}

/**
 * Answers a request again when its routine was replaced under it, by the contract that is read now,
 * again and again until its deadline. A call that the database could not parse had no effect; one
 * whose answer has other types had its effect, and every route that writes is idempotent. Between a
 * routine's new signature and the notice of it lie moments; in a migration of many, seconds.
 */
export function onChange({ keeper, steps }: OnChangeNeeds): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const answerAgain = async (cause: unknown, repeats: number): Promise<void> => {
      const context = contextOf(response);
      if (!isChange(cause) || isOver(response, context)) return next(cause);
      if (repeats > 0) await pause(Math.min(LONGEST_PAUSE_MS, 10 * 2 ** repeats));
      await keeper.reload();
      if (isOver(response, context)) return next(cause);
      forget(context, keeper.live);
      steps(request, response, (again: unknown) => {
        const isLate = isOver(response, context) && !isChange(again); // the door's word for it
        void answerAgain(isLate ? cause : again, repeats + 1);
      });
    };
    return answerAgain(error, 0);
  };
}

/** Milliseconds between two tries at the most. */
const LONGEST_PAUSE_MS = 200;

const isChange = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'contract-changing';

function isOver(response: Response, { signal, deadline }: RequestContext): boolean {
  const isLate = performance.now() >= deadline;
  return isLate || signal.aborted || response.headersSent;
}

/** Takes back all that the old contract said of the request. */
function forget(context: RequestContext, live: LiveContract): void {
  context.live = live;
  context.resource = null;
  context.served = null;
  context.pathValues = {};
  context.input = {};
  context.cursor = null;
}
