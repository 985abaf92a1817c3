import type { Node, TypeName } from 'libpg-query';

import type { Statement } from '../statement.ts';
import type { Ground } from './ground.ts';
import { dottedName, nameParts } from './names.ts';
import { tableChanges } from './table-changes.ts';

/** A thing that is declared with a type and stays: no variable, no temporary table. */
export interface TypedPart {
  readonly kind: 'column' | 'attribute' | 'domain' | 'parameter' | 'result';
  /** Empty for what a routine returns, and for a parameter without a name. */
  readonly name: string;
  readonly type: TypeName;
  /** Whether the column is in a table that this statement makes, or is new in one. */
  readonly isNew: boolean;
}

const NONE: readonly TypedPart[] = [];
const seen = new WeakMap<Statement, readonly TypedPart[]>();

/** The columns, domains, attributes, parameters and results that a statement declares. */
export function typedParts(statement: Statement, ground: Ground): readonly TypedPart[] {
  const { node, kind } = statement;
  if (kind === 'expression' || 'SelectStmt' in node || 'InsertStmt' in node) return NONE;
  const found = seen.get(statement);
  if (found !== undefined) return found;
  const parts = [
    ...columns(statement, ground),
    ...domains(statement),
    ...attributes(statement),
    ...parameters(statement),
  ];
  seen.set(statement, parts);
  return parts;
}

function columns(statement: Statement, ground: Ground): readonly TypedPart[] {
  return tableChanges(statement, ground).flatMap((change) => [
    ...change.columns.flatMap(({ colname = '', typeName }) =>
      part('column', colname, typeName, true),
    ),
    ...change.steps.flatMap(({ subtype, name = '', def }) => {
      if (subtype !== 'AT_AlterColumnType' || def === undefined || !('ColumnDef' in def)) return [];
      return part('column', name, def.ColumnDef.typeName, false);
    }),
  ]);
}

function domains(statement: Statement): readonly TypedPart[] {
  return statement
    .all('CreateDomainStmt')
    .flatMap(({ domainname, typeName }) => part('domain', dottedName(domainname), typeName, true));
}

function attributes(statement: Statement): readonly TypedPart[] {
  return statement
    .all('CompositeTypeStmt')
    .flatMap(({ coldeflist = [] }) => coldeflist)
    .flatMap((one: Node) => {
      if (!('ColumnDef' in one)) return [];
      return part('attribute', one.ColumnDef.colname ?? '', one.ColumnDef.typeName, true);
    });
}

function parameters(statement: Statement): readonly TypedPart[] {
  return statement.all('CreateFunctionStmt').flatMap((routine) => {
    const { parameters: given = [], returnType, options = [] } = routine;
    if (options.some(isLibrary)) return []; // it serves the type; it doesn't choose it
    const all = given.flatMap((one) => ('FunctionParameter' in one ? [one.FunctionParameter] : []));
    const hasResults = all.some(({ mode }) => RESULTS.has(mode ?? ''));
    return [
      ...all.flatMap(({ name = '', argType }) => part('parameter', name, argType, true)),
      ...(hasResults ? [] : part('result', '', returnType, true)), // else it's made of them
    ];
  });
}

/** Whether a routine is made of a library or the server itself. */
function isLibrary(option: Node): boolean {
  if (!('DefElem' in option) || option.DefElem.defname !== 'language') return false;
  const { arg } = option.DefElem;
  return arg !== undefined && 'String' in arg && /^(?:c|internal)$/i.test(arg.String.sval ?? '');
}

const RESULTS: ReadonlySet<string> = new Set([
  'FUNC_PARAM_TABLE',
  'FUNC_PARAM_OUT',
  'FUNC_PARAM_INOUT',
]);

function part(
  kind: TypedPart['kind'],
  name: string,
  type: TypeName | undefined,
  isNew: boolean,
): readonly TypedPart[] {
  return type === undefined ? [] : [{ kind, name, type, isNew }];
}

/** The name of a type without its schema and modifiers: `timestamp`, `bpchar`, `serial`. */
export function bareType(type: TypeName | undefined): string {
  return nameParts(type?.names).at(-1) ?? '';
}

/** Whether a type is one of PostgreSQL's own: a project's schema may hold another of that name. */
export function isOwnType(type: TypeName | undefined): boolean {
  const names = nameParts(type?.names);
  return names.length === 1 || names[0] === 'pg_catalog';
}
