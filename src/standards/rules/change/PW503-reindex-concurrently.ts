import { isChange, isInUse } from '../../ground/change/in-use.ts';
import { isOptionOn } from '../../ground/change/options.ts';
import { relationName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW503',
  name: 'reindex-concurrently',
  level: 'error',
  summary: 'An index in use is built again concurrently.',
  why: `
A plain reindex keeps writers out of the table, and readers off the index, until it is done.
\`concurrently\` builds a second index beside the first and changes them over. It can't run in a
transaction, so it stands alone in its file.
`,
  bad: `
reindex table app.item;
`,
  good: `
reindex table concurrently app.item;
`,
  on: ['ReindexStmt'],
  check: (statement, ground) => {
    if (!('ReindexStmt' in statement.node)) return [];
    const { relation, params, name } = statement.node.ReindexStmt;
    if (isOptionOn(params, 'concurrently') || !isChange(statement, ground)) return [];
    if (relation !== undefined && !isInUse(relation, ground)) return [];
    const what = relation === undefined ? (name ?? 'the database') : relationName(relation);
    const message = `Writers wait until ${what} is done; write: reindex … concurrently, alone`;
    return [{ message }];
  },
};
