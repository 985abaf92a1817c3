import type { Endpoint, Parameter } from './endpoint.ts';
import { mostRowsOf } from './most-rows.ts';
import { DATABASE_CHECK, type Schema, typesOf } from './schema.ts';

/** A contract in lines for a person: a route, what it takes and gives, what it refuses. */
export function describeContract(endpoints: readonly Endpoint[]): readonly string[] {
  return endpoints.flatMap((endpoint) => ['', ...describeEndpoint(endpoint)]).slice(1);
}

function describeEndpoint(endpoint: Endpoint): readonly string[] {
  const { route, routine, parameters, answer, isList } = endpoint;
  const { summary, errors } = routine.contract;
  const needs = route.scopes === null ? 'no key' : route.scopes.join(' ');
  const columns = answer.map(({ key }) => key).join(', ');
  return [
    `${route.method} ${route.path}  (${needs}; ${route.timeoutMs} ms)`,
    `    ${summary}`,
    ...parameters.map((parameter) => `    ${describeParameter(parameter)}`),
    ...describeLimits(endpoint).map((limit) => `    ${limit}`),
    `    answers ${isList ? 'a list of' : 'one of'} ${columns === '' ? 'nothing' : columns}`,
    ...errors.map(({ code, when }) => `    refuses ${code} ${when}`),
  ];
}

/** How often it may be asked for, how many rows it has, how long it may be kept. */
function describeLimits(endpoint: Endpoint): readonly string[] {
  const { rate, cacheMs, etag } = endpoint.route;
  const most = endpoint.isList ? mostRowsOf(endpoint) : null;
  return [
    ...(rate === null
      ? []
      : [`is answered ${rate.amount} times in ${rate.windowMs / 1000} s (${rate.policy})`]),
    ...(most === null ? [] : [`has ${most} rows at most`]),
    ...(cacheMs === null ? [] : [`may be kept for ${cacheMs / 1000} s`]),
    ...(etag === null ? [] : [`is of the version that ${etag} tells`]),
  ];
}

function describeParameter({ key, place, isRequired, schema }: Parameter): string {
  const kind = [...typesOf(schema), schema['format'] ?? []].flat().join(' ') || 'anything';
  const unjudged = checksLeft(schema).map((check) => `; the database judges ${check}`);
  return `${isRequired ? 'takes' : 'may take'} ${key} (${place}, ${kind})${unjudged.join('')}`;
}

/** The checks that no schema tells: the database alone judges them. */
function checksLeft(schema: Schema): readonly string[] {
  const left = schema[DATABASE_CHECK];
  return Array.isArray(left) ? left.map(String) : [];
}
