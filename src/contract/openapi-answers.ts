import type { Route } from '../catalog/contract.ts';
import type { Endpoint } from './endpoint.ts';
import { problemFields } from './openapi-fields.ts';
import type { Schema } from './schema.ts';
import { statusOfCode } from './status-of-code.ts';

/** Every answer of a route that isn't the success, by its status, each with what it stands for. */
export function answersOf(endpoint: Endpoint): Readonly<Record<string, Schema>> {
  const refusals = endpoint.routine.contract.errors.map(
    ({ code, when }) => [statusOfCode(code) ?? 500, `${code}: ${when}`] as const,
  );
  const meanings = new Map<number, string[]>();
  for (const [status, says] of [...generalAnswers(endpoint), ...refusals]) {
    meanings.set(status, [...(meanings.get(status) ?? []), says]);
  }
  return Object.fromEntries(
    [...meanings]
      .toSorted(([a], [b]) => a - b)
      .map(([status, says]) => [status, problem(status, says, endpoint.route)]),
  );
}

function generalAnswers(endpoint: Endpoint): readonly (readonly [number, string])[] {
  const { route, isList, parameters } = endpoint;
  const isWrite = route.method === 'POST';
  const version = parameters.find(({ place }) => place === 'header');
  const isOpen = route.scopes === null;
  const isKeyed = route.idempotentBy === 'header';
  const list: readonly (readonly [number, string, boolean?])[] = [
    [400, 'The request is malformed, or a value breaks the schema.'],
    [400, 'The cursor is of another list, other filters or another key.', route.page !== null],
    [400, 'There is no Idempotency-Key, or it is malformed.', isKeyed],
    [401, 'There is no key, or it is not valid.', !isOpen],
    [403, 'The key lacks a scope.', !isOpen],
    [404, 'There is no such row.', !isList],
    [409, 'A value meets another that is stored.', isWrite],
    [409, 'A request with this Idempotency-Key is in progress.', isKeyed],
    [412, 'The version is another than that of If-Match.', version !== undefined],
    [413, 'The body is over 256 KiB.', isWrite],
    [415, 'The body is not application/json.', isWrite],
    [422, 'The Idempotency-Key was used for another request.', isKeyed],
    [428, 'There is no If-Match.', version?.isRequired === true],
    [429, 'The caller has asked as often as its limit lets him.', route.rate !== null],
    [429, 'Too many wrong keys came from this network.', !isOpen],
    [500, 'The service is at fault.'],
    [503, 'The service or its database is busy or away: Retry-After says when to ask again.'],
    [503, 'Nobody can say whether it had its effect: repeat it, with the same key or id.', isWrite],
    [504, `The answer took longer than ${route.timeoutMs} ms.`],
  ];
  return list.flatMap(([status, says, applies = true]) =>
    applies ? [[status, says] as const] : [],
  );
}

function problem(status: number, says: readonly string[], route: Route): Schema {
  return {
    description: says.join('\n\n'),
    headers: problemFields(status, route),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
