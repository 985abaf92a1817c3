import type { FuncCall, Node } from 'libpg-query';

import type { Statement } from '../statement.ts';
import { nameParts } from './names.ts';

/** A call of a function. */
export interface Call {
  /** Without its schema. */
  readonly name: string;
  /** Null where none is written. */
  readonly schema: string | null;
  readonly arguments: readonly Node[];
  /** Where its name begins in the file. */
  readonly start: number;
}

/** All calls of a statement, those of PostgreSQL's own functions without their schema. */
export function callsOf(statement: Statement): readonly Call[] {
  return statement.all('FuncCall').map((call) => callOf(call, statement));
}

function callOf(call: FuncCall, statement: Statement): Call {
  const { name, schema } = calledName(call);
  return { name, schema, arguments: call.args ?? [], start: statement.at(call.location) };
}

/** The name of a call, apart from its schema; `pg_catalog` is no schema to speak of. */
export function calledName({ funcname }: FuncCall): Pick<Call, 'name' | 'schema'> {
  const parts = nameParts(funcname);
  const schema = parts.length > 1 ? (parts.at(-2) ?? null) : null;
  return { name: parts.at(-1) ?? '', schema: schema === 'pg_catalog' ? null : schema };
}

/** The calls of PostgreSQL's own functions of these names. */
export function ownCalls(statement: Statement, names: ReadonlySet<string>): readonly Call[] {
  const calls = statement.all('FuncCall').filter((call) => {
    const { name, schema } = calledName(call);
    return schema === null && names.has(name);
  });
  return calls.map((call) => callOf(call, statement));
}
