import type { ColumnDef } from 'libpg-query';

import { fileChanges, tableChanges, type TableChange } from '../../ground/table-changes.ts';
import { nameParts } from '../../ground/names.ts';
import { bareType } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW205',
  name: 'flag-not-null',
  level: 'warning',
  summary: 'A boolean column is not null.',
  why: `
A flag that may be null has three values, and every condition that asks for two of them is wrong for
the third: neither "where sealed" nor "where not sealed" finds the row.
`,
  bad: `
create table app.item (item_id bigint primary key, is_open boolean default true);
`,
  good: `
create table app.item (item_id bigint primary key, is_open boolean not null default true);
`,
  on: ['ColumnDef'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap((change) =>
      change.columns.flatMap((column) => {
        if (!isFlag(column) || isSetIn(fileChanges(ground, change.table), column)) return [];
        const message = `${column.colname} may be null; write: not null default false, or true`;
        return [{ message, start: statement.at(column.location) }];
      }),
    ),
};

function isFlag({ typeName, constraints = [] }: ColumnDef): boolean {
  const isBoolean = bareType(typeName) === 'bool' && typeName?.arrayBounds === undefined;
  return isBoolean && !constraints.some((one) => 'Constraint' in one && isFirm(one.Constraint));
}

const FIRM: ReadonlySet<string> = new Set([
  'CONSTR_NOTNULL',
  'CONSTR_PRIMARY',
  'CONSTR_GENERATED', // it is as null as what it's made of
]);

const isFirm = ({ contype }: { readonly contype?: string }) => FIRM.has(contype ?? '');

/** Whether the file itself says not null, or makes the column part of a key. */
function isSetIn(changes: readonly TableChange[], { colname = '' }: ColumnDef): boolean {
  return changes.some(
    ({ steps, constraints }) =>
      steps.some(({ subtype, name }) => subtype === 'AT_SetNotNull' && name === colname) ||
      constraints.some(
        ({ constraint }) => isFirm(constraint) && nameParts(constraint.keys).includes(colname),
      ),
  );
}
