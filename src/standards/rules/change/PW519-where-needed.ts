import { isInUse } from '../../ground/change/in-use.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW519',
  name: 'where-needed',
  level: 'error',
  summary: 'An update or delete says which rows it means.',
  why: `
Without a condition it changes the whole table: it locks every row until the transaction ends, and
writes every row again. Where all rows are meant, say so by a condition that bounds a batch.
`,
  bad: `
delete from app.item;
`,
  good: `
delete from app.item where item_id = 1;
`,
  on: ['UpdateStmt', 'DeleteStmt'],
  check: (statement, ground) =>
    [...statement.all('DeleteStmt'), ...statement.all('UpdateStmt')].flatMap((change) => {
      const { whereClause, relation: target } = change;
      if (whereClause !== undefined || !isInUse(target, ground)) return [];
      const word = 'targetList' in change ? 'update' : 'delete';
      const message = `This ${word} means every row of ${target?.relname}; add a where.`;
      return [{ message, start: statement.at(target?.location) }];
    }),
};
