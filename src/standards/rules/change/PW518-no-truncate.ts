import { isChange, isInUse } from '../../ground/change/in-use.ts';
import { relationName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW518',
  name: 'no-truncate',
  level: 'error',
  summary: 'A table in use is emptied by deletes in batches.',
  why: `
\`truncate\` locks the table against everything until the transaction ends, fires no row trigger, so
no audit sees it, and a transaction with an older snapshot finds the table empty (manual, 13.6
Caveats).
`,
  bad: `
truncate app.item;
`,
  good: `
delete from app.item where item_id between 1 and 1000;
`,
  on: ['TruncateStmt'],
  check: (statement, ground) => {
    if (!('TruncateStmt' in statement.node) || !isChange(statement, ground)) return [];
    return (statement.node.TruncateStmt.relations ?? []).flatMap((one) => {
      if (!('RangeVar' in one) || !isInUse(one.RangeVar, ground)) return [];
      const name = relationName(one.RangeVar);
      const message = `Truncate locks ${name}, and no audit sees it; delete in batches`;
      return [{ message, start: statement.at(one.RangeVar.location) }];
    });
  },
};
