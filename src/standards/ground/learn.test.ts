import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readText } from '../read-file.ts';
import { createKnown } from './known.ts';
import { learn } from './learn.ts';

await loadModule();
const test = suite('learn');

function known(text: string) {
  const all = createKnown();
  for (const statement of readText({ path: 'V0001__x.sql', text }).statements) {
    learn(all, statement, 'V0001__x.sql');
  }
  return all;
}

const TABLE = `create table app.item (
  item_id bigint primary key, party_id int references app.party (party_id),
  name text not null, constraint item_name_key unique (name)
);`;

test('knows a table with its columns and constraints', () => {
  const item = known(TABLE).find('app.item');
  assert.equal(
    [...(item?.columns.values() ?? [])].map(({ name, type, isNotNull }) => [name, type, isNotNull]),
    [
      ['item_id', 'int8', true],
      ['party_id', 'int4', false],
      ['name', 'text', true],
    ],
  );
  assert.equal(
    item?.constraints.map(({ kind, columns, name, parent }) => [kind, columns, name, parent]),
    [
      ['primary', ['item_id'], null, null],
      ['foreign', ['party_id'], null, 'app.party'],
      ['unique', ['name'], 'item_name_key', null],
    ],
  );
});

test('follows a table through its changes', () => {
  const item = known(`${TABLE}
    alter table app.item add column stock int not null, drop column party_id,
      alter column name type varchar(40), alter column name drop not null,
      add constraint item_stock_check check (stock > 0) not valid;
    alter table app.item validate constraint item_stock_check;
    alter table app.item rename column stock to stored;
    create unique index item_stored_idx on app.item (stored, lower(name)) where stored > 0;
    alter table app.item rename to thing;`).find('app.thing');
  const columns = [...(item?.columns.values() ?? [])].map(({ name, type }) => `${name} ${type}`);
  assert.equal(columns, ['item_id int8', 'name varchar(40)', 'stored int4']);
  assert.equal(
    item?.constraints.map(({ kind, isValid }) => `${kind} ${isValid}`),
    ['primary true', 'unique true', 'check true'],
  );
  const [index] = item?.indexes ?? [];
  assert.equal(index?.columns, ['stored', null]);
  assert.ok(index?.isUnique === true && index.isPartial);
});

test('forgets what is dropped', () => {
  const all = known(`${TABLE} create index item_name_idx on app.item (name);
    drop index app.item_name_idx; drop table if exists app.other;`);
  assert.equal(all.find('app.item')?.indexes, []);
  assert.is(known(`${TABLE} drop table app.item;`).find('app.item'), undefined);
});

test('knows views, sequences, tables of a query, partitions and temporary tables', () => {
  const all = known(`${TABLE}
    create view app.v as select 1; create materialized view app.m as select 1;
    create temporary table t as select 1; create sequence app.s;
    create table app.day partition of app.item for values in (1);`);
  assert.is(all.find('app.v')?.kind, 'view');
  assert.is(all.find('app.m')?.kind, 'materialized view');
  assert.ok(all.find('t')?.isTemporary);
  assert.is(all.find('app.s')?.kind, 'sequence');
  assert.is(all.find('app.day')?.columns.size, 3);
});

test('takes a bare name for the one in public', () => {
  const all = known('create table item (a int); create table public.party (a int);');
  assert.ok(all.find('public.item') !== undefined && all.find('party') !== undefined);
  assert.is(all.find('app.item'), undefined);
});

test('knows who made what is no relation', () => {
  const all = known('create schema app; create domain app.kind as text; create role app_reader;');
  assert.is(all.made('schema app'), 'V0001__x.sql');
  assert.is(all.made('type app.kind'), 'V0001__x.sql');
  assert.is(all.made('role app_reader'), 'V0001__x.sql');
});

test.run();
