import { knownIndex } from '../../ground/learn-table.ts';
import { isDropped, keysOf, type TableKey } from '../../ground/table-keys.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW302',
  name: 'no-prefix-index',
  level: 'warning',
  summary: 'No index is the beginning of another one.',
  why: `
An index on (shelf, place) serves what one on (shelf) serves; the shorter one is written at every
insert for nothing. A unique or a partial one is another thing.

It speaks where the table is known: made in this file, or in an earlier migration.
`,
  bad: `
create table app.item (item_id bigint primary key, shelf bigint not null, place bigint not null);
create index item_shelf_place_idx on app.item (shelf, place);
create index item_shelf_idx on app.item (shelf);
`,
  good: `
create table app.item (item_id bigint primary key, shelf bigint not null, place bigint not null);
create index item_shelf_place_idx on app.item (shelf, place);
`,
  on: ['IndexStmt'],
  check: (statement, ground) =>
    statement.all('IndexStmt').flatMap((index) => {
      const { relation: table } = index;
      const known = ground.relation(table);
      if (table === undefined || known === undefined || known.isTemporary) return [];
      const made = { ...knownIndex(index), kind: null };
      const others = keysOf(known);
      const stays = ({ name }: TableKey) => !isDropped(ground, name);
      const longer = others.find((other) => begins(made, other) && stays(other));
      const shorter = others.find((other) => begins(other, made) && stays(other));
      const start = statement.at(table.location);
      if (longer !== undefined) {
        return [{ message: `${nameOf(longer)} serves this too; leave this index out.`, start }];
      }
      if (shorter === undefined) return [];
      return [{ message: `This serves what ${nameOf(shorter)} does; drop that one.`, start }];
    }),
};

const nameOf = ({ name, kind }: TableKey): string =>
  name ?? (kind === null ? 'another index' : `the ${kind} key`);

/** Whether all that `short` is good for, `long` is good for too. */
function begins(short: TableKey, long: TableKey): boolean {
  return (
    isFree(short) &&
    isFree(long) &&
    !short.isUnique &&
    short.included.length === 0 &&
    short.columns.length < long.columns.length &&
    short.columns.every((column, index) => column !== null && column === long.columns[index])
  );
}

const isFree = ({ method, isPartial, isPlain }: TableKey): boolean =>
  method === 'btree' && !isPartial && isPlain;
