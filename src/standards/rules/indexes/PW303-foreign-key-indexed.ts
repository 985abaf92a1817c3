import type { Constraint, RangeVar } from 'libpg-query';

import type { Ground } from '../../ground/ground.ts';
import { nameParts } from '../../ground/names.ts';
import { inheritsKeys, tableChanges } from '../../ground/table-changes.ts';
import { fileKeys, keysOf, type TableKey } from '../../ground/table-keys.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW303',
  name: 'foreign-key-indexed',
  level: 'error',
  summary: 'The columns of a foreign key are the first ones of an index.',
  why: `
Each delete in the parent, and each change of its key, looks for children. Without an index it reads
the whole child table, once a row, under a lock. Joins from the parent read it too.

It speaks where the table is known: made in this file, or in an earlier migration. An undo file
may leave what was there before.
`,
  bad: `
create table app.part (
    part_id bigint primary key,
    item_id bigint not null references app.item (item_id)
);
`,
  good: `
create table app.part (
    part_id bigint primary key,
    item_id bigint not null references app.item (item_id)
);
create index part_item_id_idx on app.part (item_id);
`,
  on: ['Constraint'],
  check: (statement, ground) =>
    tableChanges(statement, ground).flatMap(({ table, made, constraints }) => {
      if (ground.file.role === 'undo') return [];
      if (made === null ? ground.relation(table) === undefined : inheritsKeys(made)) return [];
      return constraints.flatMap(({ constraint, column }) => {
        if (constraint.contype !== 'CONSTR_FOREIGN') return [];
        const columns = column === null ? nameParts(constraint.fk_attrs) : [column];
        if (isServed(columns, table, ground)) return [];
        const message = `No index begins with ${columns.join(', ')}; make one in this file.`;
        return [{ message, start: statement.at(placeOf(constraint)) }];
      });
    }),
};

const placeOf = ({ location, pktable }: Constraint) => location ?? pktable?.location;

function isServed(columns: readonly string[], table: RangeVar, ground: Ground): boolean {
  const known = ground.relation(table);
  const keys = [...(known === undefined ? [] : keysOf(known)), ...fileKeys(ground, table)];
  return keys.some((key) => serves(key, columns));
}

/** In any order: all of them are asked for at once. */
function serves({ method, condition, ...key }: TableKey, columns: readonly string[]): boolean {
  if (method !== 'btree' && method !== 'hash') return false;
  if (condition !== null && !isNotNull(condition, columns)) return false;
  const first = key.columns.slice(0, columns.length);
  return first.length === columns.length && columns.every((column) => first.includes(column));
}

/** `where item_id is not null` holds whenever a parent is looked for. */
function isNotNull(condition: unknown, columns: readonly string[]): boolean {
  const text = JSON.stringify(condition);
  return text.includes('"IS_NOT_NULL"') && columns.some((column) => text.includes(`"${column}"`));
}
