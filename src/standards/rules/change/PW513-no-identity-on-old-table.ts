import { addedColumns } from '../../ground/change/table-changes.ts';
import { nameParts } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW513',
  name: 'no-identity-on-old-table',
  level: 'error',
  summary: 'An identity or serial column comes to a table in no file but the one that makes it.',
  why: `
Each row gets a number of its own: PostgreSQL writes the table and all its indexes anew, while it is
locked against everything. Add a plain column, make the sequence its default for new rows, fill the
old ones in batches, and build its unique index concurrently.
`,
  bad: `
alter table app.item add column item_no bigint generated always as identity;
`,
  good: `
alter table app.item add column item_no bigint;
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    addedColumns(statement, ground).flatMap(({ constraints, column, name, start }) => {
      const identity = constraints.find(({ contype }) => contype === 'CONSTR_IDENTITY');
      const type = nameParts(column.typeName?.names).at(-1) ?? '';
      if (identity === undefined && !SERIAL.test(type)) return [];
      const remedy = 'add a plain column, give it a sequence, and fill old rows';
      const message = `All of ${name} is written anew to number its rows; ${remedy}`;
      const location = identity?.location ?? column.typeName?.location;
      return [{ message, start: location === undefined ? start() : statement.at(location) }];
    }),
};

const SERIAL = /^(?:big|small)?serial[248]?$/;
