import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { openTrialDatabase, type TrialDatabase } from '../../../scratch/trial-database.ts';
import { fillTables } from './fill-tables.ts';

const test = suite('fillTables');
let database: TrialDatabase;

test.before(async () => {
  database = await openTrialDatabase();
  await database.admin.none(SETUP);
});
test.after(() => database.close());

test('fills what is empty, within checks, keys and domains, and leaves what has rows', async () => {
  const { madeUp, empty } = await fillTables(database.admin, 50);
  assert.equal(madeUp, ['app.item', 'app.odd', 'app.pair', 'app.part_1', 'app.party']);
  assert.equal(empty, ['app.never']);
  const counts = await database.admin.one<Record<string, number>>(COUNTS);
  assert.equal(counts, { item: 50, party: 50, pair: 50, kept: 1, invalid: 0 });
});

test('puts checks back that nothing pleased, as valid as they were', async () => {
  const rows = await database.admin.any(CHECKS);
  assert.equal(rows, [
    { conname: 'odd_check', convalidated: true },
    { conname: 'odd_later_check', convalidated: false },
  ]);
});

test('tries a table again when it has changed, and then alone', async () => {
  const refused = new Set<string>();
  assert.equal((await fillTables(database.admin, 50, refused)).empty, ['app.never']);
  assert.is(refused.size, 1);
  await database.admin.none('alter domain app.impossible drop constraint impossible_check');
  assert.equal(await fillTables(database.admin, 50, refused), { madeUp: ['app.never'], empty: [] });
});

const SETUP = `
create schema app;
create domain app.code as text constraint code_form check (value ~ '^[A-Z]{3}$');
create domain app.digest as bytea constraint digest_length check (length(value) = 32);
create domain app.impossible as text constraint impossible_check check (value <> value);
create table app.party (id bigint generated always as identity primary key, code app.code not null);
create table app.item (
    id uuid primary key,
    party_id bigint not null references app.party (id),
    kind text not null check (kind in ('one', 'two')),
    digest app.digest not null,
    facts jsonb not null check (jsonb_typeof(facts) = 'object'),
    amount numeric(3, 1) not null,
    day date,
    constraint item_pair_check check ((day is null) = (kind = 'one'))
);
create table app.pair (a bigint, b bigint, constraint pair_check check (num_nulls(a, b) = 1));
create table app.odd (a bigint not null, constraint odd_check check (a * a = 4711 * a + 3));
alter table app.odd add constraint odd_later_check check (a = -17) not valid;
create table app.never (a app.impossible not null);
create table app.kept (a bigint);
insert into app.kept values (1);
create table app.part (id bigint primary key) partition by range (id);
create table app.part_1 partition of app.part for values from (100) to (200);
`;

const COUNTS = `
select
    (select count(*)::int from app.item) as item,
    (select count(*)::int from app.party) as party,
    (select count(*)::int from app.pair) as pair,
    (select count(*)::int from app.kept) as kept,
    (select count(*)::int from app.item where (day is null) <> (kind = 'one')) as invalid
`;

const CHECKS = `
select conname, convalidated from pg_catalog.pg_constraint
where conrelid = 'app.odd'::regclass order by conname
`;

test.run();
