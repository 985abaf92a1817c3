import { addedColumns } from '../../ground/change/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW510',
  name: 'required-column-has-default',
  level: 'error',
  summary: 'A required column that comes to a table in use has a default.',
  why: `
The rows that are there get null in a new column. Where it is not null and has no default, the file
fails as soon as the table has a row: on a colleague's empty database it passes. Until the next
release the old code writes rows without the column, too. A constant default costs nothing.
`,
  bad: `
alter table app.item add column note text not null;
`,
  good: `
alter table app.item add column note text not null default '';
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    addedColumns(statement, ground).flatMap(({ column, constraints, name, start }) => {
      const kinds = new Set<string>(constraints.map(({ contype }) => contype ?? ''));
      if (!REQUIRED.some((kind) => kinds.has(kind)) || FILLED.some((kind) => kinds.has(kind))) {
        return [];
      }
      if (isSerial(column.typeName?.names)) return [];
      const message = `${column.colname} has no value for the rows of ${name}; give it a default`;
      return [{ message, start: column.location ? statement.at(column.location) : start() }];
    }),
};

const REQUIRED = ['CONSTR_NOTNULL', 'CONSTR_PRIMARY'];
const FILLED = ['CONSTR_DEFAULT', 'CONSTR_GENERATED', 'CONSTR_IDENTITY'];

function isSerial(names: readonly object[] | undefined): boolean {
  return /"(?:big|small)?serial[248]?"/.test(JSON.stringify(names ?? []));
}
