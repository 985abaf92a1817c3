import { addedConstraints } from '../../ground/change/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW508',
  name: 'primary-key-by-index',
  level: 'error',
  summary: 'The primary key of a table in use takes an index that is there already.',
  why: `
\`add primary key\` builds its index, and reads each row for nulls, while the table is locked
against everything. Build a unique index concurrently beforehand, and have the columns not null by
a validated check: then the key takes an instant.
`,
  bad: `
alter table app.item add constraint item_pkey primary key (item_id);
`,
  good: `
alter table app.item add constraint item_pkey primary key using index item_pkey;
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    addedConstraints(statement, ground).flatMap(({ constraint, name, place }) => {
      if (constraint.contype !== 'CONSTR_PRIMARY' || constraint.indexname !== undefined) return [];
      const remedy = 'build it concurrently before, and write: using index';
      return [{ message: `${name} is locked while the index is built; ${remedy}`, start: place }];
    }),
};
