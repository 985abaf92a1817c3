import { tableChanges } from '../../ground/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW202',
  name: 'no-cascade-delete',
  level: 'error',
  summary: 'Deleting a row deletes no other.',
  why: `
With "on delete cascade" one delete removes rows of tables that it doesn't name: history nobody
asked to lose, and locks nobody counted on. Whoever means it deletes the children first.
`,
  bad: `
create table app.part (
    part_id bigint primary key,
    item_id bigint not null references app.item (item_id) on delete cascade
);
`,
  good: `
create table app.part (
    part_id bigint primary key,
    item_id bigint not null references app.item (item_id)
);
`,
  on: ['Constraint'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap(({ constraints }) =>
      constraints.flatMap(({ constraint }) => {
        if (constraint.fk_del_action !== CASCADE) return [];
        const parent = constraint.pktable?.relname;
        const message = `A delete in ${parent} deletes here too; leave out: on delete cascade`;
        return [{ message, start: statement.at(constraint.location) }];
      }),
    ),
};

const CASCADE = 'c';
