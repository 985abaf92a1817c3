import { bareType } from '../../ground/typed-parts.ts';
import { tableChanges, type TableChange } from '../../ground/table-changes.ts';
import { nameParts } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW409',
  name: 'bigint-key',
  level: 'warning',
  summary: 'A key that counts up is a bigint.',
  why: `
An integer ends at 2,147,483,647. On that day every insert fails, and the way out rewrites the table
and each table that refers to it. Four bytes a row are the cheaper half.

A smallint is left alone: who writes it means a short list.
`,
  bad: `
create table app.item (item_id integer primary key);
`,
  good: `
create table app.item (item_id bigint primary key);
`,
  on: ['ColumnDef'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap((change) => {
      const keys = new Set(singleKeys(change));
      return change.columns.flatMap(({ colname = '', typeName }) => {
        if (!keys.has(colname) || !SHORT.has(bareType(typeName))) return [];
        const message = `The key ${colname} ends at 2,147,483,647; write: bigint`;
        return [{ message, start: statement.at(typeName?.location) }];
      });
    }),
};

const SHORT: ReadonlySet<string> = new Set(['int4', 'serial', 'serial4']);

/** The columns that are a primary key alone, or count up. */
function singleKeys({ constraints }: TableChange): readonly string[] {
  return constraints.flatMap(({ constraint, column }) => {
    const isKey = constraint.contype === 'CONSTR_PRIMARY';
    if (!isKey && constraint.contype !== 'CONSTR_IDENTITY') return [];
    const names = column === null ? nameParts(constraint.keys) : [column];
    return names.length === 1 ? names : [];
  });
}
