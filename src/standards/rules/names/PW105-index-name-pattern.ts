import { isTemporary } from '../../ground/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW105',
  name: 'index-name-pattern',
  level: 'warning',
  summary: 'The name of an index is the table, the columns or the purpose, and _idx or _key.',
  why: `
Plans and statistics show the name alone: who reads i1 must look up what it is on. A unique index
ends in _key, or in _pkey where it becomes the primary key; all others end in _idx.
`,
  bad: `
create index i1 on app.item (shelf);
`,
  good: `
create index item_shelf_idx on app.item (shelf);
`,
  on: ['IndexStmt'],
  check: (statement, ground) =>
    statement.all('IndexStmt').flatMap(({ idxname, relation, unique }) => {
      const { role } = ground.file;
      if (idxname === undefined || relation === undefined || role === 'test') return [];
      if (role === 'bench' || isTemporary(relation, ground)) return [];
      const { relname: table = '' } = relation;
      if (idxname.length >= CUT || [table, idxname].some((one) => one.includes(PLACEHOLDER))) {
        return [];
      }
      const ending = unique === true ? /_p?key$/ : /_idx$/;
      if (idxname.startsWith(`${table}_`) && ending.test(idxname)) return [];
      const better = `${table}_…${unique === true ? '_key' : '_idx'}`;
      const message = `${idxname} says too little; write: ${better}`;
      return [{ message, start: statement.at(relation.location) }];
    }),
};

/** A long table's name is cut in it. */
const CUT = 60;

/** What stands for a name that only the run of an EXECUTE knows. */
const PLACEHOLDER = 'some_name';
