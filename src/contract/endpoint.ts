import type { Route } from '../catalog/contract.ts';
import {
  type Argument,
  type Catalog,
  type Column,
  keyOf,
  type Routine,
  type Types,
} from '../catalog/routine.ts';
import { nullable, type Schema } from './schema.ts';
import { nullableSchema, typeSchema } from './type-schema.ts';

/** A routine as clients see it: what they send, and what comes back. */
export interface Endpoint {
  readonly routine: Routine;
  readonly route: Route;
  readonly parameters: readonly Parameter[];
  /** The keys of an answer's row. */
  readonly answer: readonly AnswerColumn[];
  /** True when the answer is a list of rows, false when it is one. */
  readonly isList: boolean;
}

/** What a client sends. The argument of a page is none: a cursor stands in its place. */
export interface Parameter {
  /** The argument's name without `p_`. */
  readonly key: string;
  readonly argument: Argument;
  readonly place: 'path' | 'query' | 'body' | 'header';
  readonly isRequired: boolean;
  readonly schema: Schema;
}

/** What a client gets. */
export interface AnswerColumn extends Column {
  readonly key: string;
  readonly schema: Schema;
}

/** Every routine that has a route, in the order of the catalog. */
export function endpointsOf({ routines, types }: Catalog): readonly Endpoint[] {
  return routines.flatMap((routine) => {
    const { route } = routine.contract;
    return route === null ? [] : [endpointOf(routine, route, types)];
  });
}

function endpointOf(routine: Routine, route: Route, types: Types): Endpoint {
  const isList = routine.returnsSet && !route.single;
  return {
    routine,
    route,
    isList,
    parameters: routine.args
      .filter((argument) => keyOf(argument) !== route.page?.argument)
      .map((argument) => parameterOf(argument, route, types)),
    answer: routine.columns.map((column) => ({
      ...column,
      key: keyOf(column),
      schema: answerSchema(column, isList, types),
    })),
  };
}

/** An argument that may be left out may be null too, and that is another thing. */
function parameterOf(argument: Argument, { method, path }: Route, types: Types): Parameter {
  const key = keyOf(argument);
  const isRequired = argument.defaultSql === null;
  const rest = method === 'GET' ? 'query' : 'body';
  const written = path.includes(`{${key}}`) ? 'path' : rest;
  const place = key === IF_VERSION ? 'header' : written;
  const takesNull = place === 'body' && !isRequired;
  const schema = takesNull
    ? nullableSchema(types, argument.type, 'in')
    : typeSchema(types, argument.type, 'in');
  return { key, argument, place, isRequired: isRequired || place === 'path', schema };
}

/** The catalog can't say whether a column is ever null; a refusal of one row is no answer. */
function answerSchema(column: Column, isList: boolean, types: Types): Schema {
  if (column.name !== REFUSAL) return nullableSchema(types, column.type, 'out');
  return isList ? nullable(REFUSED) : { type: 'null' };
}

/** The argument that the header field If-Match gives: the version that the client has read. */
export const IF_VERSION = 'if_version';

/** The column in which a routine returns that it judged, and the answer is no. */
export const REFUSAL = 'refusal';

/** The column in which a routine says that the answer is that of an earlier request. */
export const REPLAYED = 'replayed';

/** What stands in the column of a refusal. */
export const REFUSED: Schema = {
  type: 'object',
  required: ['code', 'title', 'facts'],
  properties: {
    code: { type: 'string', pattern: '^[A-Z]{2}[0-9][0-9A-Z]{2}$' },
    title: { type: 'string' },
    facts: { type: 'object' },
  },
};

/** The schema of all that one request may send, by the arguments' keys. */
export function inputSchema(parameters: readonly Parameter[]): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: parameters.filter(({ isRequired }) => isRequired).map(({ key }) => key),
    properties: Object.fromEntries(parameters.map(({ key, schema }) => [key, schema])),
  };
}

/** The schema of one row of the answer. It is open: a column that comes breaks no reader. */
export function rowSchema(answer: readonly AnswerColumn[]): Schema {
  return {
    type: 'object',
    required: answer.map(({ key }) => key),
    properties: Object.fromEntries(answer.map(({ key, schema }) => [key, schema])),
  };
}
