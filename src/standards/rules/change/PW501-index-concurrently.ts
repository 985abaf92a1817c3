import { isChange, isInUse } from '../../ground/change/in-use.ts';
import { relationName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW501',
  name: 'index-concurrently',
  level: 'error',
  summary: 'An index on a table in use is built concurrently.',
  why: `
A plain create index takes a SHARE lock: nobody writes to the table until the last row is read and
sorted. \`concurrently\` reads the table twice, and lets writers in meanwhile. It can't run in a
transaction, so it stands alone in its file.

A partitioned table has no concurrent way of its own: make the index \`on only\` the parent, build
one concurrently on each partition, and attach them.
`,
  bad: `
create index item_day_idx on app.item (day);
`,
  good: `
create index concurrently item_day_idx on app.item (day);
`,
  on: ['IndexStmt'],
  check: (statement, ground) => {
    if (!('IndexStmt' in statement.node)) return [];
    const { relation, concurrent, idxname } = statement.node.IndexStmt;
    if (relation === undefined || concurrent === true || relation.inh !== true) return [];
    if (!isChange(statement, ground) || !isInUse(relation, ground)) return [];
    const isPartitioned = ground.relation(relation)?.isPartitioned === true;
    const remedy = isPartitioned
      ? 'write: on only, then one concurrently on each partition, then attach them'
      : 'write: create index concurrently, alone in its file';
    const name = relationName(relation);
    return [{ message: `Nobody writes to ${name} while ${idxname ?? 'it'} is built; ${remedy}` }];
  },
};
