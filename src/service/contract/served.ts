import type { ValidateFunction } from 'ajv/dist/2020.js';

import type { Route } from '../../catalog/contract.ts';
import { type Argument, type Catalog, keyOf, type Types } from '../../catalog/routine.ts';
import { type Endpoint, inputSchema } from '../../contract/endpoint.ts';
import { LIMIT, MOST_ROWS, mostRowsOf } from '../../contract/most-rows.ts';
import type { Validators } from '../../contract/validator.ts';
import {
  type AnswerShape,
  type CompiledShape,
  compileShape,
  shapeOf,
} from '../keyed/answer-shape.ts';
import { type KeyedStatements, keyedStatements } from '../keyed/keyed-statement.ts';
import { type BatchPlan, planBatch } from '../lane/batch-plan.ts';
import { statementsOf, type StatementMaker } from '../lane/statement.ts';

/** An endpoint with everything made ready that its requests need. */
export interface Served {
  readonly endpoint: Endpoint;
  readonly types: Types;
  readonly validate: ValidateFunction;
  readonly statementFor: StatementMaker;
  /** The types of an answer's columns, as the database tells them in the answer. */
  readonly columnOids: readonly number[];
  readonly shape: CompiledShape;
  /** How it is called where answers are kept for repetitions; null where they aren't. */
  readonly keyed: Keyed | null;
  /** The place of the column that says which version an answer is; -1 where none does. */
  readonly etagAt: number;
  /** The field Cache-Control of its answers. */
  readonly cacheControl: string;
  readonly paging: Paging | null;
  /** How many rows an answer may have. */
  readonly mostRows: number;
  /** How requests for it ride together; null where each goes alone. */
  readonly batch: BatchPlan | null;
}

/** How a routine is called whose answers are kept. */
export interface Keyed extends KeyedStatements {
  /** The shape of its answers as JSON. */
  readonly shape: string;
}

/** How the pages of a list hang together. */
export interface Paging {
  /** What the cursor's value is given as. */
  readonly argument: Argument;
  /** The place of the cursor's value in a row. */
  readonly columnAt: number;
  /** The rows of a page where the client says nothing. */
  readonly defaultLimit: number;
}

/** Makes an endpoint ready. */
export function serveEndpoint(
  endpoint: Endpoint,
  catalog: Catalog,
  validators: Validators,
  columnOids: readonly number[],
): Served {
  const { routine, route, parameters, answer } = endpoint;
  const { types } = catalog;
  const shape = shapeOf(endpoint, types);
  return {
    endpoint,
    types,
    validate: validators.compile(inputSchema(parameters)),
    statementFor: statementsOf(routine, types),
    columnOids,
    shape: compileShape(shape),
    keyed: keyedOf(endpoint, types, shape),
    etagAt: answer.findIndex(({ name }) => name === route.etag),
    cacheControl: cacheControlOf(route),
    paging: pagingOf(endpoint),
    mostRows: mostRowsOf(endpoint) ?? MOST_ROWS,
    batch: planBatch(routine, catalog),
  };
}

function keyedOf({ routine, route }: Endpoint, types: Types, shape: AnswerShape): Keyed | null {
  if (route.idempotentBy !== 'header') return null;
  return { ...keyedStatements(routine, types), shape: JSON.stringify(shape) };
}

/**
 * What caches may do (RFC 9111, 5.2.2): a caller's own one keeps what only reads, for as long as
 * `@cache` says, and asks again with its tag; a shared one keeps only what needs no key.
 */
function cacheControlOf({ method, scopes, cacheMs }: Route): string {
  if (method !== 'GET') return 'no-store';
  const whose = scopes === null ? 'public' : 'private';
  return `${whose}, ${cacheMs === null ? 'no-cache' : `max-age=${cacheMs / 1000}`}`;
}

function pagingOf({ route, routine, answer, parameters }: Endpoint): Paging | null {
  const { page } = route;
  const argument = routine.args.find((arg) => keyOf(arg) === page?.argument);
  if (page === null || !argument) return null;
  const limit = parameters.find(({ key }) => key === LIMIT)?.argument.defaultSql ?? '';
  const [, number] = /^\(?'?(\d+)'?\)?(?:::.*)?$/.exec(limit) ?? [];
  return {
    argument,
    columnAt: answer.findIndex(({ key }) => key === page.column),
    defaultLimit: Number(number ?? Number.NaN),
  };
}
