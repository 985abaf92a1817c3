import type { RequestHandler } from 'express';

import { type Argument, keyOf } from '../../catalog/routine.ts';
import { argumentText } from '../answer/argument-text.ts';
import { databaseProblem } from '../answer/database-problem.ts';
import type { Ask, Told } from '../lane/ask.ts';
import type { Given } from '../lane/batch-plan.ts';
import type { Lane } from '../lane/lane.ts';
import { type ServedContext, servedOf } from '../request-context.ts';

/** The ways to the database: one for what only reads, one for the rest. */
export interface CallLanes {
  readonly read: Lane;
  readonly write: Lane;
}

/** Calls the routine: one statement, in the lane of the method. */
export function callRoutine({ read, write }: CallLanes): RequestHandler {
  return async (_request, response, next) => {
    const context = servedOf(response);
    const { routine, route } = context.served.endpoint;
    const given = givenArguments(context);
    try {
      context.told = await send(route.method === 'GET' ? read : write, context, given);
    } catch (error) {
      const types = context.served.types;
      throw databaseProblem(error, { routine, types, given: given.map(([arg]) => arg) });
    }
    next();
  };
}

/** Each argument that is passed, its value as text: the client's, the cursor's, the context's. */
function givenArguments({ served, input, cursor, caller, id }: ServedContext): Given {
  const { endpoint, types } = served;
  const given: (readonly [Argument, string | null])[] = [];
  for (const { key, argument } of endpoint.parameters) {
    if (!Object.hasOwn(input, key)) continue; // absent: the routine's default holds
    given.push([argument, argumentText(types, argument.type, input[key])]);
  }
  if (cursor) given.push([cursor.argument, cursor.value]);
  for (const argument of endpoint.routine.context) {
    given.push([argument, keyOf(argument) === 'actor' ? (caller?.actor ?? '') : id]);
  }
  return given;
}

function send(lane: Lane, context: ServedContext, given: Given): Promise<Told> {
  const { served, startedAt, signal, timing } = context;
  const { route } = served.endpoint;
  const { name, text } = served.statementFor(given.map(([argument]) => argument));
  const alone: Ask = {
    ...(name === undefined ? {} : { name }),
    text,
    values: given.map(([, value]) => value),
    deadline: startedAt + route.timeoutMs,
    signal,
    timing,
    mayRepeat: route.method === 'GET' || route.idempotentBy !== null,
    writes: route.method === 'POST',
  };
  const { batch } = served;
  return batch === null ? lane.ask(alone) : lane.ride(batch, { item: batch.itemOf(given), alone });
}
