import type { ColumnDef } from 'libpg-query';

import { keepsBytes } from '../../ground/change/keeps-bytes.ts';
import { tableChanges } from '../../ground/change/table-changes.ts';
import { nameParts, typeName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW514',
  name: 'no-type-rewrite',
  level: 'error',
  summary: 'A column of a table in use keeps its type, or gets one that its bytes fit as they are.',
  why: `
For another type PostgreSQL writes the table and all its indexes anew, while it is locked against
everything; old code may not bear what it reads then. Add a column of the new type, keep both in
step by a trigger, fill old rows in batches, and change over.

Where the old type is known, what needs no writing is fine: varchar to text or to a wider one,
numeric to more digits before the point, a time to more of its fractions.
`,
  bad: `
alter table app.item alter column stock type numeric;
`,
  good: `
alter table app.item add column stock_exact numeric;
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap(({ command, table, name, start }) => {
      const { subtype, name: column = '', def } = command;
      if (subtype !== 'AT_AlterColumnType' || def === undefined || !('ColumnDef' in def)) return [];
      const before = ground.relation(table)?.columns.get(column)?.type;
      const after = typeName(def.ColumnDef.typeName);
      const isPlain = isPlainCast(def.ColumnDef, column);
      if (before !== undefined && isPlain && keepsBytes(before, after)) return [];
      const remedy = `add a column of ${after}, keep both in step, and change over`;
      const message = `${name} is written anew for the type of ${column}; ${remedy}`;
      return [{ message, start: start() }];
    }),
};

/** Without USING, or with one that says no more than the type; and in the same collation. */
function isPlainCast({ raw_default: using, collClause }: ColumnDef, column: string): boolean {
  if (collClause !== undefined) return false;
  const value = using !== undefined && 'TypeCast' in using ? using.TypeCast.arg : using;
  if (value === undefined) return true;
  return 'ColumnRef' in value && nameParts(value.ColumnRef.fields).at(-1) === column;
}
