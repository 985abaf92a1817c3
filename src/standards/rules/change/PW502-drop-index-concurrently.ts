import { isChange } from '../../ground/change/in-use.ts';
import type { Ground } from '../../ground/ground.ts';
import { dropNames } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW502',
  name: 'drop-index-concurrently',
  level: 'error',
  summary: 'An index of a table in use is dropped concurrently.',
  why: `
A plain drop index locks the table against everything, reads too, and waits for every transaction
that uses it; whoever comes later waits behind it. \`concurrently\` waits without a lock. It can't
run in a transaction, so it stands alone in its file.
`,
  bad: `
drop index app.item_day_idx;
`,
  good: `
drop index concurrently app.item_day_idx;
`,
  on: ['DropStmt'],
  check: (statement, ground) => {
    if (!('DropStmt' in statement.node)) return [];
    const { removeType, objects, concurrent } = statement.node.DropStmt;
    if (removeType !== 'OBJECT_INDEX' || concurrent === true) return [];
    if (!isChange(statement, ground)) return [];
    const names = dropNames(objects).filter((name) => isIndexInUse(name, ground));
    if (names.length === 0) return [];
    const remedy = 'write: drop index concurrently, alone in its file';
    return [{ message: `Its table is locked while ${names.join(', ')} is dropped; ${remedy}` }];
  },
};

/** An index of a partitioned table can't be dropped concurrently. */
function isIndexInUse(name: string, { relations, file }: Ground): boolean {
  const bare = name.split('.').at(-1);
  const table = relations().find(({ indexes }) => indexes.some((index) => index.name === bare));
  if (table === undefined) return true;
  return table.file !== file.path && !table.isTemporary && !table.isPartitioned;
}
