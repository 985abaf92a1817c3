import { isDeepStrictEqual } from 'node:util';

import type { Constraint } from 'libpg-query';

import type { Ground } from '../../ground/ground.ts';
import { knownIndex } from '../../ground/learn-table.ts';
import { nameParts } from '../../ground/names.ts';
import { tableChanges, type TableChange } from '../../ground/table-changes.ts';
import { isDropped, keysOf, type TableKey } from '../../ground/table-keys.ts';
import type { Flaw, StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW301',
  name: 'no-duplicate-index',
  level: 'error',
  summary: 'No two indexes of a table are the same.',
  why: `
Each insert and most updates write both, vacuum reads both, the cache holds both, and no query is
faster for the second. A primary key or unique key has an index already.

It speaks where the table is known: made in this file, or in an earlier migration.
`,
  bad: `
create table app.item (item_id bigint primary key, shelf bigint not null);
create index item_item_id_idx on app.item (item_id);
`,
  good: `
create table app.item (item_id bigint primary key, shelf bigint not null);
create index item_shelf_idx on app.item (shelf);
`,
  on: ['Constraint', 'IndexStmt'],
  check: (statement, ground) => [
    ...statement.all('IndexStmt').flatMap((index) => {
      const { relation: table } = index;
      const known = ground.relation(table);
      if (table === undefined || known === undefined || known.isTemporary) return [];
      if (index.if_not_exists === true && isKnown(keysOf(known), index.idxname)) return [];
      const made = { ...knownIndex(index), kind: null };
      return flawsOf(made, keysOf(known), ground).map(({ message }) => ({
        message,
        start: statement.at(table.location),
      }));
    }),
    ...tableChanges(statement, ground).flatMap((change) => keyFlaws(change, ground)),
  ],
};

const isKnown = (keys: readonly TableKey[], name: string | undefined) =>
  keys.some((key) => key.name !== null && key.name === name);

function flawsOf(made: TableKey, others: readonly TableKey[], ground: Ground): readonly Flaw[] {
  const twin = others.find((other) => isSame(made, other) && !isDropped(ground, other.name));
  if (twin === undefined) return [];
  const what = twin.kind === null ? `The index ${twin.name ?? ''}` : `The ${twin.kind} key`;
  return [{ message: `${what} does this already; leave this index out.` }];
}

/** A plain index adds nothing to a unique one; a unique one does add to a plain one. */
function isSame(made: TableKey, other: TableKey): boolean {
  return (
    isDeepStrictEqual(made.columns, other.columns) &&
    !made.columns.includes(null) &&
    made.method === other.method &&
    made.isPlain &&
    other.isPlain &&
    (other.isUnique || !made.isUnique) &&
    isDeepStrictEqual(made.included, other.included) &&
    shapeOf(made.condition) === shapeOf(other.condition)
  );
}

/** A tree without the places of its words. */
function shapeOf(tree: unknown): string {
  return JSON.stringify(tree, (key, value: unknown) => (key === 'location' ? undefined : value));
}

/** Keys of one table that repeat each other, or an index that is there. */
function keyFlaws(change: TableChange, ground: Ground): readonly Flaw[] {
  const { statement, table, made, constraints } = change;
  const known = ground.relation(table);
  const before: TableKey[] = made === null && known !== undefined ? [...keysOf(known)] : [];
  return constraints.flatMap(({ constraint, column }) => {
    const key = madeBy(constraint, column);
    if (key === null) return [];
    const flaws = flawsOf(key, before, ground);
    before.push(key);
    return flaws.map(({ message }) => ({ message, start: statement.at(constraint.location) }));
  });
}

function madeBy(constraint: Constraint, column: string | null): TableKey | null {
  const { contype, conname = null, indexname, nulls_not_distinct } = constraint;
  const isPrimary = contype === 'CONSTR_PRIMARY';
  if ((!isPrimary && contype !== 'CONSTR_UNIQUE') || indexname !== undefined) return null;
  return {
    kind: isPrimary ? 'primary' : 'unique',
    name: conname,
    columns: column === null ? nameParts(constraint.keys) : [column],
    method: 'btree',
    isUnique: true,
    isPartial: false,
    condition: null,
    isPlain: nulls_not_distinct !== true,
    included: nameParts(constraint.including),
  };
}
