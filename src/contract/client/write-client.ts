import { type Endpoint, inputSchema, rowSchema } from '../endpoint.ts';
import type { Schema } from '../schema.ts';
import { CLIENT_RUNTIME } from './client-runtime.ts';
import { memberName, typeText } from './type-text.ts';

/** What a client is written for. */
export interface ClientSource {
  readonly endpoints: readonly Endpoint[];
  /** Of the contract that it is written from. */
  readonly hash: string;
  /** What the service itself may answer with, beside the codes of the routines. */
  readonly serviceCodes: readonly string[];
}

/**
 * A client in TypeScript: one module that needs nothing but `fetch`. Arguments, answers and codes
 * of refusals are types; a refusal is a value, and only what reached no service throws.
 */
export function writeClient({ endpoints, hash, serviceCodes }: ClientSource): string {
  const codes = serviceCodes.map((code) => `  | ${JSON.stringify(code)}`);
  return [
    `// Written by procwright contract client from the contract ${hash.slice(0, 12)}.`,
    '// Not to be edited: write it anew when the contract changes.',
    '',
    CLIENT_RUNTIME,
    '/** What the service itself answers with, whatever the routine. */',
    `export type ServiceCode =\n${codes.join('\n')};`,
    '',
    ...endpoints.flatMap(typesOfEndpoint),
    '/** Every operation of the contract. */',
    'export interface Client {',
    ...endpoints.flatMap(methodOf),
    '}',
    '',
    'const OPERATIONS: Readonly<Record<keyof Client, Operation>> = {',
    ...endpoints.map(operationLine),
    '};',
    '',
  ].join('\n');
}

/** `post_item` as `PostItem`. */
const typeName = ({ routine }: Endpoint): string =>
  routine.name.replace(/(?:^|_)([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase());

/** `post_item` as `postItem`. */
const methodName = (endpoint: Endpoint): string =>
  typeName(endpoint).replace(/^./, (letter) => letter.toLowerCase());

function typesOfEndpoint(endpoint: Endpoint): readonly string[] {
  const { route, routine, answer } = endpoint;
  const name = typeName(endpoint);
  const where = `${route.method} ${route.path}`;
  const codes = [...new Set(routine.contract.errors.map(({ code }) => JSON.stringify(code)))];
  return [
    `/** What ${where} takes. */`,
    `export interface ${name}Input {`,
    ...membersOf(inputSchema(endpoint.parameters)),
    ...(route.page === null ? [] : ['  /** Where the page begins: `next` of the page before. */']),
    ...(route.page === null ? [] : ['  readonly cursor?: string;']),
    '}',
    '',
    `/** ${endpoint.isList ? 'A row of what' : 'What'} ${where} answers. */`,
    `export interface ${name}Answer {`,
    ...membersOf(rowSchema(answer)),
    '}',
    '',
    `/** What ${routine.name} refuses by. */`,
    `export type ${name}Code = ${codes.length === 0 ? 'never' : codes.join(' | ')};`,
    '',
  ];
}

function membersOf({ properties, required }: Schema): readonly string[] {
  const needed = required as readonly string[]; // our own schema
  return Object.entries(properties as Readonly<Record<string, Schema>>).flatMap(([key, schema]) => [
    ...docLines(schema['description'], '  '),
    `  readonly ${memberName(key)}${needed.includes(key) ? '' : '?'}: ${typeText(schema)};`,
  ]);
}

function methodOf(endpoint: Endpoint): readonly string[] {
  const { routine, route, isList } = endpoint;
  const name = typeName(endpoint);
  const { summary, errors } = routine.contract;
  const options =
    route.idempotentBy === 'header' ? 'options: KeyedOptions' : 'options?: CallOptions';
  const value = `${isList ? `readonly ${name}Answer[]` : `${name}Answer`}`;
  const refusals = errors.map(({ code, when }) => `${code}: ${when}`);
  return [
    ...docLines([summary, '', `${route.method} ${route.path}`, '', ...refusals].join('\n'), '  '),
    `  readonly ${methodName(endpoint)}: (`,
    `    input: ${name}Input,`,
    `    ${options},`,
    `  ) => Promise<Answered<${value}, ${name}Code>>;`,
  ];
}

function operationLine(endpoint: Endpoint): string {
  const { route, parameters } = endpoint;
  const query = parameters.filter(({ place }) => place === 'query').map(({ key }) => key);
  const all = route.page === null ? query : [...query, 'cursor'];
  const { method, path } = route;
  return `  ${methodName(endpoint)}: ${JSON.stringify({ method, path, query: all })},`;
}

/** A comment, whatever stands in the text. */
function docLines(text: unknown, indent: string): readonly string[] {
  if (typeof text !== 'string' || text.trim() === '') return [];
  const lines = text.trim().replaceAll('*/', '*\\/').split('\n');
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}
