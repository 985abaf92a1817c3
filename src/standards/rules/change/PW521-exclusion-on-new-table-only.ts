import { addedConstraints } from '../../ground/change/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW521',
  name: 'exclusion-on-new-table-only',
  level: 'error',
  summary: 'An exclusion constraint comes with its table.',
  why: `
Its index is built, and each row compared, while the table is locked against everything. There is
no \`not valid\` and no \`using index\` for it. Make a new table with the constraint, write to both,
and change over.
`,
  bad: `
alter table app.slot
    add constraint slot_period_excl exclude using gist (room with =, period with &&);
`,
  good: `
create table app.slot_exact (
    slot_id bigint primary key,
    room bigint not null,
    period tstzrange not null,
    constraint slot_exact_period_excl exclude using gist (room with =, period with &&)
);
`,
  on: ['AlterTableStmt'],
  check: (statement, ground) =>
    addedConstraints(statement, ground).flatMap(({ constraint, name, place }) => {
      if (constraint.contype !== 'CONSTR_EXCLUSION') return [];
      const remedy = 'make a new table that has it, write to both, and change over';
      return [{ message: `${name} is locked while its index is built; ${remedy}`, start: place }];
    }),
};
