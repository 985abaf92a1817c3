import { addedConstraints } from '../../ground/change/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW507',
  name: 'unique-by-index',
  level: 'error',
  summary: 'A unique constraint of a table in use takes an index that is there already.',
  why: `
\`add unique\` builds its index while the table is locked against everything. A unique index can be
built concurrently beforehand; to make a constraint of it takes an instant.
`,
  bad: `
alter table app.item add constraint item_code_key unique (code);
`,
  good: `
alter table app.item add constraint item_code_key unique using index item_code_key;
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    addedConstraints(statement, ground).flatMap(({ constraint, name, place }) => {
      if (constraint.contype !== 'CONSTR_UNIQUE' || constraint.indexname !== undefined) return [];
      const remedy = 'build it concurrently before, and write: using index';
      return [{ message: `${name} is locked while the index is built; ${remedy}`, start: place }];
    }),
};
