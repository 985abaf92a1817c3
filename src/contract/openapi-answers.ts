import type { Endpoint } from './endpoint.ts';
import type { Schema } from './schema.ts';
import { statusOfCode } from './status-of-code.ts';

/** Every answer of a route that isn't the success, by its status, each with what it stands for. */
export function answersOf(endpoint: Endpoint): Readonly<Record<string, Schema>> {
  const meanings = new Map<number, string[]>(
    generalAnswers(endpoint).map(([s, says]) => [s, [says]]),
  );
  for (const { code, when } of endpoint.routine.contract.errors) {
    const status = statusOfCode(code) ?? 500;
    meanings.set(status, [...(meanings.get(status) ?? []), `${code}: ${when}`]);
  }
  return Object.fromEntries(
    [...meanings].toSorted(([a], [b]) => a - b).map(([status, says]) => [status, problem(says)]),
  );
}

function generalAnswers({ route, isList }: Endpoint): readonly (readonly [number, string])[] {
  const isWrite = route.method === 'POST';
  const isOpen = route.scopes === null;
  const list: readonly (readonly [number, string, boolean?])[] = [
    [400, 'The request is malformed, or a value breaks the schema.'],
    [401, 'There is no key, or it is not valid.', !isOpen],
    [403, 'The key lacks a scope.', !isOpen],
    [404, 'There is no such row.', !isList],
    [409, 'A value meets another that is stored.', isWrite],
    [413, 'The body is over 256 KiB.', isWrite],
    [415, 'The body is not application/json.', isWrite],
    [500, 'The service is at fault.'],
    [503, 'The service or its database is busy or away: Retry-After says when to ask again.'],
    [504, `The answer took longer than ${route.timeoutMs} ms.`],
  ];
  return list.flatMap(([status, says, applies = true]) =>
    applies ? [[status, says] as const] : [],
  );
}

function problem(says: readonly string[]): Schema {
  return {
    description: says.join('\n\n'),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
