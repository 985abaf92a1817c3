import type { ColumnDef, Constraint, Node } from 'libpg-query';

import { dottedName, relationName } from '../ground/names.ts';
import type { ReadFile } from '../read-file.ts';
import type { Statement } from '../statement.ts';

/** Where an object was made. */
export interface ObjectPlace {
  readonly file: ReadFile;
  readonly start: number;
  readonly end: number;
}

/**
 * The places of what files make, by kind and name: `table app.item`, `column app.item.day`,
 * `constraint app.item.item_check`, `index app.item_day_idx`, `routine app.f`, `policy app.item.p`.
 * The last one counts, as a routine's does that is replaced.
 */
export function objectPlaces(files: readonly ReadFile[]): ReadonlyMap<string, ObjectPlace> {
  const places = new Map<string, ObjectPlace>();
  for (const file of files) {
    for (const statement of file.statements) {
      for (const [name, location] of madeBy(statement)) {
        const start = location === undefined ? statement.start : statement.at(location);
        const end = location === undefined ? statement.end : start;
        places.set(name, { file, start, end });
      }
    }
  }
  return places;
}

type Made = readonly [name: string, location?: number | undefined];

function madeBy({ node }: Statement): readonly Made[] {
  if ('CreateStmt' in node) {
    const { relation, tableElts = [] } = node.CreateStmt;
    const table = relation === undefined ? '' : relationName(relation);
    return [[`table ${table}`], ...tableElts.flatMap((one) => madeInTable(table, one))];
  }
  if ('AlterTableStmt' in node) {
    const { relation, cmds = [] } = node.AlterTableStmt;
    const table = relation === undefined ? '' : relationName(relation);
    return cmds.flatMap((cmd) => {
      const def = 'AlterTableCmd' in cmd ? cmd.AlterTableCmd.def : undefined;
      return def === undefined ? [] : madeInTable(table, def);
    });
  }
  if ('IndexStmt' in node) {
    const { idxname, relation } = node.IndexStmt;
    return [[`index ${relation?.schemaname ?? 'public'}.${idxname ?? ''}`]];
  }
  if ('CreateFunctionStmt' in node) {
    return [[`routine ${dottedName(node.CreateFunctionStmt.funcname)}`]];
  }
  return otherMade(node);
}

function otherMade(node: Node): readonly Made[] {
  if ('ViewStmt' in node && node.ViewStmt.view !== undefined) {
    return [[`table ${relationName(node.ViewStmt.view)}`]];
  }
  if ('CreateTableAsStmt' in node && node.CreateTableAsStmt.into?.rel !== undefined) {
    return [[`table ${relationName(node.CreateTableAsStmt.into.rel)}`]];
  }
  if ('CreatePolicyStmt' in node && node.CreatePolicyStmt.table !== undefined) {
    const { table, policy_name } = node.CreatePolicyStmt;
    return [[`policy ${relationName(table)}.${policy_name}`]];
  }
  return [];
}

function madeInTable(table: string, node: Node): readonly Made[] {
  if ('Constraint' in node) return constraintMade(table, node.Constraint);
  return 'ColumnDef' in node ? columnMade(table, node.ColumnDef) : [];
}

function columnMade(table: string, column: ColumnDef): readonly Made[] {
  const inner = (column.constraints ?? []).flatMap((one) => {
    if (!('Constraint' in one)) return [];
    const { conname = usualName(table, column, one.Constraint) } = one.Constraint;
    return constraintMade(table, { ...one.Constraint, ...(conname ? { conname } : {}) });
  });
  return [[`column ${table}.${column.colname}`, column.location], ...inner];
}

/** What PostgreSQL calls the constraint of one column, where the file gives it no name. */
function usualName(
  table: string,
  { colname = '' }: ColumnDef,
  { contype = 'CONSTR_NULL' }: Constraint,
): string | undefined {
  const name = table.slice(table.indexOf('.') + 1);
  const ending = ENDINGS[contype];
  if (contype === 'CONSTR_PRIMARY') return `${name}_pkey`;
  return ending === undefined ? undefined : `${name}_${colname}_${ending}`;
}

const ENDINGS: Readonly<Record<string, string>> = {
  CONSTR_FOREIGN: 'fkey',
  CONSTR_UNIQUE: 'key',
  CONSTR_CHECK: 'check',
};

/** A key's index has the name of the constraint. */
function constraintMade(table: string, { conname, location }: Constraint): readonly Made[] {
  if (conname === undefined) return [];
  const schema = table.split('.')[0];
  return [
    [`constraint ${table}.${conname}`, location],
    [`index ${schema}.${conname}`, location],
  ];
}
