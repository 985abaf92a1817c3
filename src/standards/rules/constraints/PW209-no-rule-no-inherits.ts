import { tableChanges } from '../../ground/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW209',
  name: 'no-rule-no-inherits',
  level: 'error',
  summary: 'No rule rewrites queries, and no table inherits from another.',
  why: `
A rule changes the text of a query before it's planned: it runs what nobody wrote, a volatile
function twice, and the caller is told of other rows than he changed. A child of INHERITS has none
of its parent's keys, and each query of the parent reads it too. Triggers and partitions do both
jobs.
`,
  bad: `
create rule item_stays as on delete to app.item do instead nothing;
`,
  good: `
create trigger item_stays before delete on app.item
for each statement execute function app.refuse_change();
`,
  on: ['CreateStmt', 'CreateForeignTableStmt', 'AlterTableStmt', 'RuleStmt'],
  check: (statement, ground) => [
    ...statement.all('RuleStmt').map(({ relation }) => ({
      message: 'A rule rewrites the queries of others; write a trigger.',
      start: statement.at(relation?.location),
    })),
    ...tableChanges(statement, ground).flatMap(({ table, made, steps }) => {
      const isChild = made !== null && made.inhRelations !== undefined && !made.partbound;
      const inherits = isChild || steps.some(({ subtype }) => subtype === 'AT_AddInherit');
      if (!inherits) return [];
      const message = "A child has none of its parent's keys; write: partition of, or a table.";
      return [{ message, start: statement.at(table.location) }];
    }),
  ],
};
