import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig, readTools } from '../../config.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { readText } from '../read-file.ts';
import { judgeCatalog } from './judge-catalog.ts';
import { objectPlaces } from './object-places.ts';

const test = suite('judgeCatalog');
let database: TrialDatabase;
let said: readonly string[] = [];

test.before(async () => {
  await loadModule();
  database = await openTrialDatabase();
  const { hasPlpgsqlCheck } = readTools(readConfig()).postgres;
  if (hasPlpgsqlCheck) await database.admin.none(PLPGSQL_CHECK);
  await database.admin.none(SETUP);
  const places = objectPlaces([readText({ path: 'sql/V/V0001__app.sql', text: SETUP })]);
  const findings = await judgeCatalog(database.admin, { places });
  said = findings.map(({ rule, file, line, message }) => `${rule} ${file}:${line} ${message}`);
});
test.after(() => database.close());

const FAULTS: readonly (readonly [rule: string, at: RegExp, what: RegExp])[] = [
  ['PW201', /create table app\.keyless/, /app\.keyless has no primary key/],
  ['PW202', /constraint child_cascade_fkey/, /child_cascade_fkey deletes/],
  ['PW203', /constraint child_narrow_fkey/, /integer \(narrow_id\) with bigint/],
  ['PW207', /constraint child_late_check/, /child_late_check of app\.child is not valid/],
  ['PW208', /create unlogged table app\.lost/, /app\.lost is unlogged/],
  ['PW301', /index child_twice_idx/, /child_twice_idx says what child_once_idx says/],
  ['PW302', /index child_begin_idx/, /child_begin_idx is the beginning of child_whole_idx/],
  ['PW303', /constraint child_narrow_fkey/, /No index of app\.child begins/],
  ['PW307', /index child_wide_idx/, /has 5 columns/],
  ['PW401', /at timestamp/, /app\.child\.at is timestamp without time zone\. A time has a zone/],
  ['PW408', /body json,/, /app\.child\.body is json/],
  ['PW601', /function app\.pathless/, /app\.pathless sets no search_path/],
  ['PW614', /function app\.pathless/, /Everybody may execute app\.pathless/],
  ['PW650', /function app\.pathless/, /app\.pathless has no comment in the catalog/],
  ['PW650', /function app\.orphan/, /app\.orphan has no comment in the catalog/],
  ['PW654', /function app\.orphan/, /app\.orphan is called by no/],
  ['PW655', /function app\.twice\(p_id bigint\)/, /app\.twice is there 2 times/],
  ['PW602', /function app\.calm/, /app\.calm is not volatile, and writes by app\.deep/],
  ['PW604', /function app\.calm/, /app\.calm is safe in a parallel worker/],
  ['PW705', /create table app\.keyless/, /belongs to the superuser/],
  ['PW708', /create table app\.locked/, /no policy: nobody/],
  ['PW708', /create table app\.open/, /has policies, and row level security is off/],
  ['PW709', /create policy open_policy/, /open_policy lets everybody/],
];

for (const [rule, at, what] of FAULTS) {
  test(`finds ${rule} where the object was made: ${what.source}`, () => {
    if (/PW60[24]/.test(rule) && !readTools(readConfig()).postgres.hasPlpgsqlCheck) return;
    const line = SETUP.split('\n').findIndex((text) => at.test(text)) + 1;
    const hit = said.find((one) => one.startsWith(`${rule} `) && what.test(one));
    assert.ok(hit, said.join('\n'));
    assert.match(hit, `sql/V/V0001__app.sql:${line} `);
  });
}

test('finds an index that is not valid, and names what no file makes', async () => {
  await database.admin.none(`
update pg_catalog.pg_index set indisvalid = false
where indexrelid = 'app.child_once_idx'::regclass`);
  const findings = await judgeCatalog(database.admin, { places: new Map() });
  const [invalid] = findings.filter(({ rule }) => rule === 'PW304');
  assert.is(invalid?.file, 'index app.child_once_idx');
});

test('is silent on what is sound', () => {
  assert.equal(
    said.filter((one) => /sound/.test(one) && !/PW705/.test(one)),
    [],
  );
});

const PLPGSQL_CHECK =
  'create schema plpgsql_check; create extension plpgsql_check schema plpgsql_check';

const SETUP = `
create schema app;
grant usage on schema app to public;
create table app.keyless (id bigint);
create unlogged table app.lost (id bigint primary key);
create table app.sound (id bigint primary key, other_id bigint not null,
    constraint sound_other_fkey foreign key (other_id) references app.sound (id));
create index sound_other_idx on app.sound (other_id, id);
create table app.child (
    id bigint primary key,
    narrow_id integer,
    cascade_id bigint,
    at timestamp,
    body json,
    a bigint, b bigint, c bigint, d bigint, e bigint,
    constraint child_narrow_fkey foreign key (narrow_id) references app.sound (id),
    constraint child_cascade_fkey foreign key (cascade_id) references app.sound (id)
        on delete cascade
);
alter table app.child
    add constraint child_late_check check (a > 0) not valid;
create index child_once_idx on app.child (cascade_id);
create index child_twice_idx on app.child (cascade_id);
create index child_begin_idx on app.child (a);
create index child_whole_idx on app.child (a, b);
create index child_wide_idx on app.child (e, d, c, b, a);
create table app.locked (id bigint primary key);
alter table app.locked enable row level security;
create table app.open (id bigint primary key);
create policy open_policy on app.open using (true);
create function app.pathless() returns int language sql as 'select 1';
create function app.orphan() returns int language sql
set search_path = pg_catalog, pg_temp as 'select 1';
revoke all on function app.orphan from public;
create function app.deep() returns void language plpgsql
set search_path = pg_catalog, pg_temp as 'begin insert into app.sound values (1, 1); end';
create function app.middle() returns void language plpgsql
set search_path = pg_catalog, pg_temp as 'begin perform app.deep(); end';
create function app.calm() returns int language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp as 'begin perform app.middle(); return 1; end';
create function app.refuse() returns void language plpgsql
set search_path = pg_catalog, pg_temp as 'begin raise ''insert into app.sound''; end';
create function app.sound_reader() returns int language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp as 'begin perform app.refuse(); return 1; end';
revoke all on function app.sound_reader from public;
grant execute on function app.sound_reader to pg_monitor;
comment on function app.sound_reader is 'Reads nothing.';
comment on function app.orphan is 'It had one.';
comment on function app.orphan is null;
create function app.twice(p_id int) returns int language sql return 1;
create function app.twice(p_id bigint) returns int language sql return 1;
`;

test.run();
