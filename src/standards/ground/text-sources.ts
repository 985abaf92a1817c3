import type { Node, SelectStmt } from 'libpg-query';

import type { Body, BodyNode, Statement } from '../statement.ts';
import { partOf } from './node-of.ts';
import { routineOf } from './routine.ts';

/** An expression whose value a variable gets. */
export interface TextSource {
  /** Null where the file doesn't tell: a row of a cursor, the answer of an EXECUTE. */
  readonly value: Node | null;
  /** The statement that holds it. */
  readonly statement: Statement;
  readonly isDefault: boolean;
}

/** Where the variables of a body get their values. Names are in lower case. */
export interface TextSources {
  /** The declared type of a variable or argument; undefined for what is none. */
  readonly typeOf: (name: string) => string | undefined;
  readonly typeOfArgument: (number: number) => string | undefined;
  readonly of: (name: string) => readonly TextSource[];
  /** The queries whose rows a record gets. */
  readonly queriesOf: (name: string) => readonly Sourced[];
}

interface Sourced {
  readonly query: SelectStmt;
  readonly statement: Statement;
}

/** Reads the assignments of a body. */
export function textSources(body: Body, maker: Statement): TextSources {
  const types = new Map<string, string>();
  const names = body.variables.map(({ value }) => String(value['refname'] ?? '').toLowerCase());
  const into: Into = { names, values: new Map(), queries: new Map() };
  for (const node of body.variables) {
    const { datatype } = node.value as { readonly datatype?: { readonly PLpgSQL_type?: Typed } };
    const name = String(node.value['refname'] ?? '').toLowerCase();
    if (datatype === undefined) continue;
    types.set(name, datatype.PLpgSQL_type?.typname ?? '');
    const statement = partOf(body, node, 'default_val');
    if (statement !== undefined) put(into.values, name, source(statement, true));
  }
  for (const node of body.nodes) gather(body, node, into);
  const inputs = (routineOf(maker)?.arguments ?? []).filter(({ mode }) => mode !== 'table');
  for (const { name, type } of inputs) if (name !== null) types.set(name.toLowerCase(), type);
  return {
    typeOf: (name) => types.get(name),
    typeOfArgument: (number) => inputs[number - 1]?.type,
    of: (name) => into.values.get(name) ?? [],
    queriesOf: (name) => into.queries.get(name) ?? [],
  };
}

interface Typed {
  readonly typname?: string;
}

interface Into {
  readonly names: readonly string[];
  readonly values: Map<string, TextSource[]>;
  readonly queries: Map<string, Sourced[]>;
}

function put<One>(map: Map<string, One[]>, name: string, one: One): void {
  map.set(name, [...(map.get(name) ?? []), one]);
}

const source = (statement: Statement, isDefault = false): TextSource => ({
  value: valueOf(statement.node),
  statement,
  isDefault,
});

/** The only target of an expression's tree. */
export function valueOf(node: Node): Node | null {
  if (!('SelectStmt' in node)) return null;
  const [target] = node.SelectStmt.targetList ?? [];
  return target !== undefined && 'ResTarget' in target ? (target.ResTarget.val ?? null) : null;
}

function gather(body: Body, node: BodyNode, into: Into): void {
  const { name, value } = node;
  const target = into.names[Number(value['varno'] ?? 0)] ?? '';
  if (name === 'stmt_assign' || name === 'stmt_foreach_a') {
    const statement = partOf(body, node, 'expr');
    if (statement !== undefined) put(into.values, target, source(statement));
    return;
  }
  const query = partOf(body, node, name === 'stmt_execsql' ? 'sqlstmt' : 'query');
  if (query === undefined) return;
  const { fields, record } = targetsOf(value);
  const isStatic = name === 'stmt_execsql' || name === 'stmt_fors';
  const select = isStatic && 'SelectStmt' in query.node ? query.node.SelectStmt : undefined;
  if (record !== null && select !== undefined) {
    put(into.queries, record, { query: select, statement: query });
  }
  fields.forEach((field, index) => {
    const one = select?.targetList?.[index];
    const given = one !== undefined && 'ResTarget' in one ? (one.ResTarget.val ?? null) : null;
    put(into.values, field, { value: given, statement: query, isDefault: false });
  });
}

/** The variables, or the record, that a node fills from its query. */
function targetsOf(value: BodyNode['value']) {
  const target = (value['target'] ?? value['var'] ?? {}) as Target;
  const fields = (target.PLpgSQL_row?.fields ?? []).map(({ name }) => name.toLowerCase());
  return { fields, record: target.PLpgSQL_rec?.refname?.toLowerCase() ?? null };
}

interface Target {
  readonly PLpgSQL_row?: { readonly fields?: readonly { readonly name: string }[] };
  readonly PLpgSQL_rec?: { readonly refname?: string };
}
