import type { Constraint } from 'libpg-query';

import { tableChanges } from '../../ground/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW104',
  name: 'constraint-name-pattern',
  level: 'warning',
  summary: 'The name of a constraint is the table, the columns or the fact, and the kind.',
  why: `
The name stands in errors and logs, and in the migration that drops it in three years. PostgreSQL's
own endings say what it is: _pkey, _key, _fkey, _check, _excl; the table in front says where.
`,
  bad: `
alter table app.item add constraint chk1 check (stock >= 0) not valid;
`,
  good: `
alter table app.item add constraint item_stock_check check (stock >= 0) not valid;
`,
  on: ['Constraint'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap(({ table, constraints }) =>
      constraints.flatMap(({ constraint }) => {
        const { conname, location } = constraint;
        const ending = ENDINGS[constraint.contype ?? ''];
        if (conname === undefined || ending === undefined) return [];
        if (fits(conname, table.relname ?? '', constraint)) return [];
        const what = ending === '_pkey' ? '' : '_…';
        const message = `${conname} says too little; write: ${table.relname}${what}${ending}`;
        return [{ message, start: statement.at(location) }];
      }),
    ),
};

const ENDINGS: Readonly<Record<string, string>> = {
  CONSTR_PRIMARY: '_pkey',
  CONSTR_UNIQUE: '_key',
  CONSTR_FOREIGN: '_fkey',
  CONSTR_CHECK: '_check',
  CONSTR_EXCLUSION: '_excl',
};

function fits(name: string, table: string, constraint: Constraint): boolean {
  const ending = ENDINGS[constraint.contype ?? ''] ?? '';
  const isLong = name.length >= CUT || table === PLACEHOLDER || name.includes(PLACEHOLDER);
  if (isLong || (isNotNull(constraint) && name.endsWith('_not_null'))) return true;
  if (constraint.contype === 'CONSTR_PRIMARY') return name === `${table}_pkey`;
  const hasFact = name.length > table.length + ending.length;
  return hasFact && name.startsWith(`${table}_`) && name.endsWith(ending);
}

/** A long table's name is cut in it. */
const CUT = 60;

/** What stands for a name that only the run of an EXECUTE knows. */
const PLACEHOLDER = 'some_name';

/** PostgreSQL 18 gives `_not_null` to what such a check proves. */
function isNotNull({ raw_expr: condition }: Constraint): boolean {
  if (condition === undefined || !('NullTest' in condition)) return false;
  return condition.NullTest.nulltesttype === 'IS_NOT_NULL';
}
