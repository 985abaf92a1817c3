import type { Node } from 'libpg-query';

import { selectsOf } from '../../ground/selects.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['SelectStmt'],
  id: 'PW622',
  name: 'no-order-by-number',
  level: 'warning',
  summary: 'An order by and a group by name their columns.',
  why: `
A number means a place in the list of columns. When the list changes, the order changes with it, and
nothing fails: pages and reports are wrong from then on.
`,
  bad: `
select name, stock from app.item order by 2;
`,
  good: `
select name, stock from app.item order by stock;
`,
  check: (statement) =>
    selectsOf(statement)
      .flatMap(({ sortClause = [], groupClause = [] }) => [...sortClause, ...groupClause])
      .flatMap((item) => {
        const location = numberIn(item);
        if (location === null) return [];
        const message = 'What this number means changes with the columns; name the column.';
        return [{ message, start: statement.at(location) }];
      }),
};

function numberIn(item: Node): number | undefined | null {
  const node = 'SortBy' in item ? item.SortBy.node : item;
  if (node === undefined || !('A_Const' in node) || node.A_Const.ival === undefined) return null;
  return node.A_Const.location;
}
