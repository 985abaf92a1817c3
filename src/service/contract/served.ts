import type { ValidateFunction } from 'ajv/dist/2020.js';

import { type Argument, keyOf, type Types } from '../../catalog/routine.ts';
import { type Endpoint, inputSchema, REFUSAL } from '../../contract/endpoint.ts';
import type { Validators } from '../../contract/validator.ts';
import { compileSerializer, type RowSerializer } from '../answer/row-serializer.ts';
import { statementsOf, type StatementMaker } from '../lane/statement.ts';

/** An endpoint with everything made ready that its requests need. */
export interface Served {
  readonly endpoint: Endpoint;
  readonly types: Types;
  readonly validate: ValidateFunction;
  readonly statementFor: StatementMaker;
  readonly serializer: RowSerializer;
  /** The place of the refusal in a row; -1 where the routine returns none. */
  readonly refusalAt: number;
  readonly paging: Paging | null;
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
export function serveEndpoint(endpoint: Endpoint, types: Types, validators: Validators): Served {
  const { routine, parameters, answer } = endpoint;
  return {
    endpoint,
    types,
    validate: validators.compile(inputSchema(parameters)),
    statementFor: statementsOf(routine, types),
    serializer: compileSerializer(types, answer),
    refusalAt: answer.findIndex(({ name }) => name === REFUSAL),
    paging: pagingOf(endpoint),
  };
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

/** The argument that says how many rows a page has. */
export const LIMIT = 'limit';
