import type { RequestHandler } from 'express';

import { type Argument, keyOf } from '../../catalog/routine.ts';
import { argumentText } from '../answer/argument-text.ts';
import { databaseProblem } from '../answer/database-problem.ts';
import { Problem } from '../answer/problem.ts';
import { openKeyed, type Send } from '../keyed/call-keyed.ts';
import { OWN_PARAMETERS } from '../keyed/keyed-statement.ts';
import type { Ask } from '../lane/ask.ts';
import type { Given } from '../lane/batch-plan.ts';
import type { Lane } from '../lane/lane.ts';
import type { Statement } from '../lane/statement.ts';
import { type ServedContext, servedOf } from '../request-context.ts';

/** The ways to the database: one for what only reads, one for the rest. */
export interface CallLanes {
  readonly read: Lane;
  readonly write: Lane;
}

/** Calls the routine: one statement, in the lane of the method. */
export function callRoutine({ read, write }: CallLanes): RequestHandler {
  const askKeyed = openKeyed();
  return async (request, response, next) => {
    const context = servedOf(response);
    const { types, endpoint, keyed, batch, shape, statementFor } = context.served;
    const { routine, route } = endpoint;
    const lane = route.method === 'GET' ? read : write;
    const given = givenArguments(context);
    const args = given.map(([argument]) => argument);
    const values = given.map(([, value]) => value);
    try {
      if (keyed !== null) {
        const actor = context.caller?.actor ?? '';
        const field = request.get('idempotency-key');
        const send: Send = (statement, all) => lane.ask(askOf(context, statement, all));
        context.kept = await askKeyed({ actor, keyed, field, args, values, send });
        context.told = { columns: [], rows: context.kept.rows };
      } else {
        const isWritten = route.method === 'GET' && shape.isList;
        const writer = isWritten ? { writer: shape.listWriter } : {};
        const alone = { ...askOf(context, statementFor(args), values), ...writer };
        context.told = await (batch === null
          ? lane.ask(alone)
          : lane.ride(batch, { item: batch.itemOf(given), alone }));
      }
    } catch (error) {
      if (error instanceof Problem) throw error;
      const own = keyed === null ? 0 : OWN_PARAMETERS;
      throw databaseProblem(error, { routine, types, given: args, own });
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

function askOf(context: ServedContext, { name, text }: Statement, values: Ask['values']): Ask {
  const { served, deadline, signal, timing } = context;
  const { route } = served.endpoint;
  return {
    ...(name === undefined ? {} : { name }),
    text,
    values,
    deadline,
    signal,
    timing,
    mayRepeat: route.method === 'GET' || route.idempotentBy !== null,
    writes: route.method === 'POST',
  };
}
