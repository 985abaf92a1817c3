import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW307',
  name: 'at-most-four-columns',
  level: 'warning',
  summary: 'An index has at most four columns.',
  why: `
What stands past the third column is seldom searched by, and each one makes every entry, and so the
cache and each write, larger. Columns that are only read along belong into "include". A unique index
is exempt: its columns are a fact. So are brin and gin, which serve any of their columns.
`,
  bad: `
create index item_search_idx on app.item (shelf, place, kind, label, made_at);
`,
  good: `
create index item_search_idx on app.item (shelf, place, kind) include (label, made_at);
`,
  on: ['IndexStmt'],
  check: (statement) =>
    statement.all('IndexStmt').flatMap(({ relation, unique, accessMethod, indexParams = [] }) => {
      const isOrdered = accessMethod === undefined || accessMethod === 'btree';
      if (unique === true || !isOrdered || indexParams.length <= MOST) return [];
      const message = `The index has ${indexParams.length} columns; at most ${MOST}, or include.`;
      return [{ message, start: statement.at(relation?.location) }];
    }),
};

const MOST = 4;
