import type { Endpoint, Parameter } from '../endpoint.ts';
import type { Example } from '../example.ts';
import { sampleValue } from '../sample-value.ts';

/** What a file of requests is written for. */
export interface HttpFileSource {
  readonly endpoints: readonly Endpoint[];
  readonly title: string;
  /** Where the service is, as the file's variable says at first. */
  readonly url: string;
  /** Requests that were executed; a routine without one gets made-up values. */
  readonly examples: readonly Example[];
}

/**
 * Every request of a contract as a `.http` file, which editors send with a click. The key is a
 * variable of its own: the file may be kept, the key may not.
 */
export function writeHttpFile({ endpoints, title, url, examples }: HttpFileSource): string {
  return [
    `# ${title}: every operation, written by procwright contract http`,
    `@url = ${url}`,
    '@key = pw_…',
    ...endpoints.flatMap((endpoint) => {
      const example = examples.find(
        ({ call, status }) => call === endpoint.routine.name && status < 300,
      );
      return ['', ...requestOf(endpoint, example)];
    }),
    '',
  ].join('\n');
}

function requestOf(endpoint: Endpoint, example: Example | undefined): readonly string[] {
  const { routine, route, parameters } = endpoint;
  const give = example?.give ?? samplesOf(parameters);
  const placed = (place: Parameter['place']) =>
    parameters.filter((one) => one.place === place && Object.hasOwn(give, one.key));
  const path = route.path.replace(/\{(.*?)\}/g, (_all, key: string) =>
    encodeURIComponent(String(give[key])),
  );
  const query = placed('query').flatMap(({ key }) =>
    [give[key]].flat().map((value) => `${key}=${encodeURIComponent(String(value))}`),
  );
  const body = Object.fromEntries(placed('body').map(({ key }) => [key, give[key]]));
  return [
    `### ${routine.contract.summary}`,
    `# @name ${routine.name}`,
    `${route.method} {{url}}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    ...(route.scopes === null ? [] : ['Authorization: Bearer {{key}}']),
    ...placed('header').map(({ key }) => `If-Match: "${String(give[key])}"`),
    ...(route.idempotentBy === 'header' ? ['Idempotency-Key: "{{$guid}}"'] : []),
    ...(route.method === 'GET'
      ? []
      : ['Content-Type: application/json', '', JSON.stringify(body, null, 2)]),
  ];
}

function samplesOf(parameters: readonly Parameter[]): Readonly<Record<string, unknown>> {
  const needed = parameters.filter(({ isRequired }) => isRequired);
  return Object.fromEntries(needed.map(({ key, schema }) => [key, sampleValue(schema)]));
}
