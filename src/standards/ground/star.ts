import type { Node, SelectStmt } from 'libpg-query';

import type { BodyNode, Statement } from '../statement.ts';
import { relationName } from './names.ts';
import { nodeOf } from './node-of.ts';
import { routineOf } from './routine.ts';

/**
 * Whether the star of a statement's own query goes where the table's row type is wanted, so that
 * both change together: into a variable of that type, as the rows of a routine that returns it, or
 * nowhere, as in PERFORM.
 */
export function starKeepsShape(statement: Statement, query: SelectStmt): boolean {
  if (!isOwn(statement.node, query)) return false;
  const table = tableOf(query);
  const { outer } = statement;
  if (outer === null) return false;
  const routine = routineOf(outer);
  const isWhole = (type: string) => sameName(type.replace(/%rowtype$/i, ''), table);
  const returns = routine?.returns ?? null;
  if (routine !== null && routine.language === 'sql') return returns !== null && isWhole(returns);
  const node = nodeOf(statement);
  if (node === undefined) return false;
  if (node.name === 'stmt_perform') return true;
  if (node.name === 'stmt_return_query') return returns !== null && isWhole(returns);
  const types = targetsOf(node).map((target) => typeOf(target, outer));
  return types.length === 1 && types.every((type) => type !== null && isWhole(type));
}

function isOwn(node: Node, query: SelectStmt): boolean {
  return 'SelectStmt' in node && node.SelectStmt === query;
}

/** The only table of a query. */
function tableOf({ fromClause = [] }: SelectStmt): string | null {
  const [item] = fromClause;
  if (item === undefined || fromClause.length > 1 || !('RangeVar' in item)) return null;
  return relationName(item.RangeVar);
}

/** A name with a schema and one without may be the same. */
function sameName(type: string, table: string | null): boolean {
  if (table === null) return false;
  if (type === table) return true;
  const isHalf = type.includes('.') !== table.includes('.');
  return isHalf && type.split('.').at(-1) === table.split('.').at(-1);
}

/** The names of the variables that a node fills from its query. */
function targetsOf({ value }: BodyNode): readonly string[] {
  const target = (value['target'] ?? value['var']) as Target | undefined;
  if (target === undefined) return [];
  if ('PLpgSQL_row' in target) return (target.PLpgSQL_row?.fields ?? []).map(({ name }) => name);
  const name = (target.PLpgSQL_rec ?? target.PLpgSQL_var)?.refname;
  return name === undefined ? [] : [name];
}

interface Target {
  readonly PLpgSQL_row?: { readonly fields?: readonly { readonly name: string }[] };
  readonly PLpgSQL_rec?: { readonly refname?: string };
  readonly PLpgSQL_var?: { readonly refname?: string };
}

/** The type of a variable or argument, as written; null where it's unknown. */
function typeOf(name: string, maker: Statement): string | null {
  const argument = routineOf(maker)?.arguments.find((one) => one.name === name);
  if (argument !== undefined) return argument.type;
  const variable = maker.body?.variables.find(({ value }) => value['refname'] === name);
  const datatype = variable?.value['datatype'] as
    { readonly PLpgSQL_type?: { readonly typname?: string } } | undefined;
  return datatype?.PLpgSQL_type?.typname ?? null;
}
