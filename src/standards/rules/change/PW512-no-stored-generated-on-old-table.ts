import { addedColumns } from '../../ground/change/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW512',
  name: 'no-stored-generated-on-old-table',
  level: 'error',
  summary: 'A stored generated column comes to a table in no file but the one that makes it.',
  why: `
A stored generated column has a value in each row: PostgreSQL writes the table and all its indexes
anew, while it is locked against everything. A plain column that a trigger keeps, and that is filled
in batches, gives the same without the lock.
`,
  bad: `
alter table app.item add column total bigint generated always as (price * stock) stored;
`,
  good: `
alter table app.item add column total bigint;
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    addedColumns(statement, ground).flatMap(({ constraints, column, name }) =>
      constraints.flatMap(({ contype, generated_kind: kind, location }) => {
        if (contype !== 'CONSTR_GENERATED' || kind === 'v') return [];
        const remedy = 'add a plain column that a trigger keeps, and fill old rows';
        const message = `All of ${name} is written anew for ${column.colname}; ${remedy}`;
        return [{ message, start: statement.at(location) }];
      }),
    ),
};
