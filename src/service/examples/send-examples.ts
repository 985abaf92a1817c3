import type { Endpoint } from '../../contract/endpoint.ts';
import type { Example, ExampleRequest } from '../../contract/example.ts';

/** Where examples are sent, and by whose key. */
export interface ExampleTarget {
  /** Of the service. */
  readonly url: string;
  readonly token: string;
  readonly endpoints: readonly Endpoint[];
}

/**
 * Sends requests one after another, as they stand in their file, and keeps what comes back. The
 * trace id of each is its place, so that a repetition of all is told alike.
 */
export async function sendExamples(
  target: ExampleTarget,
  requests: readonly ExampleRequest[],
): Promise<readonly Example[]> {
  const examples: Example[] = [];
  for (const [i, request] of requests.entries()) {
    examples.push(await sendOne(target, request, i + 1));
  }
  return examples;
}

async function sendOne(
  { url, token, endpoints }: ExampleTarget,
  { call, give }: ExampleRequest,
  place: number,
): Promise<Example> {
  const endpoint = endpoints.find(({ routine }) => routine.name === call);
  if (!endpoint) return { call, give, status: 0, answer: `There is no operation ${call}.` };
  const { route, parameters } = endpoint;
  const placed = (where: string) =>
    parameters.filter((one) => one.place === where && Object.hasOwn(give, one.key));
  const path = route.path.replace(/\{(.*?)\}/g, (_all, key: string) =>
    encodeURIComponent(String(give[key])),
  );
  const query = new URLSearchParams(placed('query').map(({ key }) => [key, String(give[key])]));
  const unplaced = Object.keys(give).filter((key) => !parameters.some((one) => one.key === key));
  const inBody = [...placed('body').map(({ key }) => key), ...unplaced]; // to be refused
  const body = Object.fromEntries(inBody.map((key) => [key, give[key]]));
  const match = placed('header').map(({ key }) => ['If-Match', `"${String(give[key])}"`]);
  const trace = String(place).padStart(32, '0');
  const response = await fetch(`${url}${path}${query.size === 0 ? '' : `?${query.toString()}`}`, {
    method: route.method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...Object.fromEntries(match),
      traceparent: `00-${trace}-0000000000000001-01`,
      ...(route.idempotentBy === 'header' ? { 'Idempotency-Key': `"example-${place}"` } : {}),
      ...(route.method === 'GET' ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(route.method === 'GET' ? {} : { body: JSON.stringify(body) }),
  });
  return { call, give, status: response.status, answer: JSON.parse(await response.text()) };
}
