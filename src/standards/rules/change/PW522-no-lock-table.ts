import { isChange, isInUse } from '../../ground/change/in-use.ts';
import { relationName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW522',
  name: 'no-lock-table',
  level: 'error',
  summary: 'A migration locks no table by name.',
  why: `
A lock above ROW EXCLUSIVE keeps writers out until the transaction ends, and a bare \`lock table\`
readers too. Whoever comes while it waits stands behind it. Lock the rows that matter, in the order
of their key.
`,
  bad: `
lock table app.item;
`,
  good: `
select item_id from app.item where item_id between 1 and 10 order by item_id for update;
`,
  on: ['LockStmt'],
  check: (statement, ground) => {
    if (!('LockStmt' in statement.node) || !isChange(statement, ground)) return [];
    const { relations = [], mode = 0 } = statement.node.LockStmt;
    if (mode <= ROW_EXCLUSIVE) return [];
    return relations.flatMap((one) => {
      if (!('RangeVar' in one) || !isInUse(one.RangeVar, ground)) return [];
      const name = relationName(one.RangeVar);
      const message = `This locks out all who use ${name}; lock rows, in the order of their key`;
      return [{ message, start: statement.at(one.RangeVar.location) }];
    });
  },
};

/** As lockdefs.h numbers the modes, from ACCESS SHARE as 1 to ACCESS EXCLUSIVE as 8. */
const ROW_EXCLUSIVE = 3;
