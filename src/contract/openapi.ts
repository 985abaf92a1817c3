import { type Endpoint, inputSchema, type Parameter, rowSchema } from './endpoint.ts';
import type { Example } from './example.ts';
import { answersOf } from './openapi-answers.ts';
import { type ShownExamples, shownExamples } from './openapi-examples.ts';
import {
  IF_MATCH,
  answerFields,
  fieldParameters,
  notModified,
  replayFields,
} from './openapi-fields.ts';
import { mostRowsOf } from './most-rows.ts';
import type { Schema } from './schema.ts';

/** What the document says of itself. */
export interface OpenApiInfo {
  readonly title: string;
  /** The hash of the contract that the document tells. */
  readonly version: string;
  /** True where signed tokens are taken beside API keys. */
  readonly takesTokens?: boolean;
}

/**
 * An OpenAPI 3.1 document of a contract. JSON Schemas go in as they are.
 *
 * @param examples - Requests that were executed, and their answers.
 */
export function openApiOf(
  endpoints: readonly Endpoint[],
  { takesTokens = false, ...info }: OpenApiInfo,
  examples: readonly Example[] = [],
): Schema {
  const shown = shownExamples(examples);
  const securitySchemes: Schema = takesTokens ? { key: KEY, token: TOKEN } : { key: KEY };
  const ways = Object.keys(securitySchemes);
  const paths: Record<string, Record<string, Schema>> = {};
  for (const endpoint of endpoints) {
    const { method, path } = endpoint.route;
    const operation = { ...operationOf(endpoint, shown), security: securityOf(endpoint, ways) };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.1',
    info: {
      ...info,
      description: 'Every routine that clients may call, read from the database that is served.',
    },
    servers: [{ url: '/' }],
    paths,
    components: { securitySchemes, schemas: { Problem: PROBLEM } },
  };
}

function operationOf(endpoint: Endpoint, shown: ShownExamples): Schema {
  const { routine, route, parameters } = endpoint;
  const { summary, description } = routine.contract;
  const inBody = parameters.filter(({ place }) => place === 'body');
  const list = [
    ...parameters
      .filter(({ place }) => place !== 'body')
      .map((one) => ({ ...parameterObject(one), ...shown.ofParameter(endpoint, one.key) })),
    ...fieldParameters(route),
  ];
  return {
    operationId: routine.name,
    summary: summary.replace(/\.$/, ''),
    ...(description === '' ? {} : { description }),
    tags: [tagOf(endpoint)],
    ...(list.length === 0 ? {} : { parameters: list }),
    ...(route.method === 'POST' ? { requestBody: bodyObject(inBody, shown.ofBody(endpoint)) } : {}),
    responses: withExamples(endpoint, shown, {
      '200': success(endpoint),
      ...notModified(route),
      ...answersOf(endpoint),
    }),
  };
}

/** Any of the ways to say who asks is enough, and needs all scopes of the route. */
function securityOf({ route: { scopes } }: Endpoint, ways: readonly string[]): readonly Schema[] {
  return scopes === null ? [] : ways.map((way) => ({ [way]: scopes }));
}

/** What a route is about: the last word of its path, `items` of `/v1/boxes/{box_id}/items`. */
function tagOf({ route }: Endpoint): string {
  const words = route.path.split('/').filter((word) => word !== '' && !word.startsWith('{'));
  return words.at(-1) ?? 'root';
}

function parameterObject({ key, place, isRequired, argument, schema }: Parameter): Schema {
  if (place === 'header') return { ...IF_MATCH, required: isRequired };
  const text = argument.defaultSql ?? 'NULL';
  const said = /^NULL\b/.test(text) ? {} : { description: `Without it: ${text}` };
  return { name: key, in: place, required: isRequired, ...said, schema };
}

function bodyObject(parameters: readonly Parameter[], example: Schema): Schema {
  const schema = inputSchema(parameters);
  // where nothing has to be given, no body is as good as {}
  const required = parameters.some(({ isRequired }) => isRequired);
  return { required, content: { 'application/json': { schema, ...example } } };
}

/** The same answers, each with the one that really came, where one did. */
function withExamples(
  endpoint: Endpoint,
  shown: ShownExamples,
  answers: Readonly<Record<string, Schema>>,
): Schema {
  const withOne = (status: string, answer: Schema): Schema => {
    const { content } = answer as { readonly content?: Readonly<Record<string, Schema>> };
    const example = shown.ofStatus(endpoint, status);
    if (content === undefined || !('example' in example)) return answer;
    const shownIn = Object.entries(content).map(([type, of]) => [type, { ...of, ...example }]);
    return { ...answer, content: Object.fromEntries(shownIn) };
  };
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, withOne(status, answer)]),
  );
}

function success(endpoint: Endpoint): Schema {
  const { answer, isList, route } = endpoint;
  const row = rowSchema(answer);
  const most = mostRowsOf(endpoint);
  const length = most === null ? {} : { maxItems: most };
  const schema = isList ? { type: 'array', items: row, ...length } : row;
  const headers = { ...answerFields(route), ...replayFields(endpoint) };
  return { description: 'The answer', headers, content: { 'application/json': { schema } } };
}

const KEY: Schema = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'pw_<12 hex digits>_<43 characters>',
  description: 'An API key',
};

const TOKEN: Schema = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: 'A token of the issuer that the service trusts (RFC 9068)',
};

const PROBLEM: Schema = {
  type: 'object',
  description: 'RFC 9457. Further members are the facts that made the answer so.',
  additionalProperties: true, // said, since checkers of examples take silence for no
  required: ['type', 'title', 'status', 'code', 'request', 'retryable'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'A page about this problem' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    request: { type: 'string', description: 'The same as Request-Id' },
    retryable: {
      type: 'boolean',
      description: 'Whether the same request may be answered otherwise later',
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'The field at fault: #/quantity' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};
