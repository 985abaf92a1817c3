import { openStars } from '../../ground/open-stars.ts';
import { starKeepsShape } from '../../ground/star.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['A_Star'],
  id: 'PW606',
  name: 'no-select-star',
  level: 'error',
  summary: 'A query names its columns.',
  why: `
With a star the answer has the shape of the table: a column that is added reaches clients that don't
expect it, a column that is dropped breaks code that never used it, and wide values are read for
nothing. A star into a variable of the table's row type is fine: both change together. So is one in
an inner query whose outer one names its columns.
`,
  bad: `
select * from app.item where item_id = 1;
`,
  good: `
select item_id, name from app.item where item_id = 1;
`,
  check: (statement) =>
    openStars(statement).flatMap(({ query, location }) => {
      if (starKeepsShape(statement, query)) return [];
      const message = 'The shape of this answer changes with the table; name the columns.';
      return [{ message, start: statement.at(location) }];
    }),
};
