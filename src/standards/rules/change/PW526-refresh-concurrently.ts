import { isInUse } from '../../ground/change/in-use.ts';
import { relationName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW526',
  name: 'refresh-concurrently',
  level: 'warning',
  summary: 'A materialized view in use is refreshed concurrently.',
  why: `
A plain refresh locks out all who read the view until its query is done. \`concurrently\` lets them
read the old rows meanwhile; it needs a unique index on the view.
`,
  bad: `
refresh materialized view app.daily;
`,
  good: `
refresh materialized view concurrently app.daily;
`,
  on: ['RefreshMatViewStmt'],
  check: (statement, ground) => {
    if (!('RefreshMatViewStmt' in statement.node) || ground.file.role === 'undo') return [];
    const { relation, concurrent } = statement.node.RefreshMatViewStmt;
    if (relation === undefined || concurrent === true || !isInUse(relation, ground)) return [];
    const name = relationName(relation);
    const remedy = 'write: refresh materialized view concurrently';
    const message = `Nobody reads ${name} until this is done; ${remedy}`;
    return [{ message, start: statement.at(relation.location) }];
  },
};
