import type { RangeVar } from 'libpg-query';

import type { Ground } from '../../ground/ground.ts';
import {
  fileChanges,
  inheritsKeys,
  isTemporary,
  tableChanges,
} from '../../ground/table-changes.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW201',
  name: 'table-has-primary-key',
  level: 'error',
  summary: 'A table has a primary key.',
  why: `
Without one, a row has no name: a duplicate can't be told from its twin and deleted, nothing can
refer to it, and logical replication refuses its updates.

A partition has its parent's key. The key may come later in the same file.
`,
  bad: `
create table app.item (item_id bigint not null);
`,
  good: `
create table app.item (item_id bigint primary key);
`,
  on: ['CreateStmt', 'CreateForeignTableStmt', 'AlterTableStmt', 'CreateTableAsStmt'],
  check: (statement, ground) => [
    ...tableChanges(statement, ground).flatMap(({ table, made }) =>
      made === null || inheritsKeys(made) || isForeign(statement)
        ? []
        : flawOf(table, statement, ground),
    ),
    ...copies(statement, ground).flatMap((table) => flawOf(table, statement, ground)),
  ],
};

function flawOf(table: RangeVar, statement: Statement, ground: Ground): readonly Flaw[] {
  const isKeyed = fileChanges(ground, table).some(({ constraints }) =>
    constraints.some(({ constraint }) => constraint.contype === 'CONSTR_PRIMARY'),
  );
  if (isKeyed) return [];
  const message = `${table.relname} has no primary key: say which columns name a row.`;
  return [{ message, start: statement.at(table.location) }];
}

/** CREATE TABLE AS and SELECT INTO make tables without any key. */
function copies(statement: Statement, ground: Ground): readonly RangeVar[] {
  const { role } = ground.file;
  if (statement.kind === 'expression' || role === 'test' || role === 'bench') return [];
  return statement.all('CreateTableAsStmt').flatMap(({ into, objtype }) => {
    if (objtype !== 'OBJECT_TABLE' || into?.rel === undefined) return [];
    return isTemporary(into.rel, ground) ? [] : [into.rel];
  });
}

/** The other server keeps the key. */
function isForeign({ node }: Statement): boolean {
  return 'CreateForeignTableStmt' in node;
}
