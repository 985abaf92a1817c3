import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { readText } from '../read-file.ts';
import { type DatabaseReport, judgeDatabase } from './judge-database.ts';
import { objectPlaces } from './object-places.ts';

const test = suite('judgeDatabase');
const LOGIN = `lint_reader_${process.pid}`;
const PASSWORD = 'no-secret';
let database: TrialDatabase;
let report: DatabaseReport;

test.before(async () => {
  await loadModule();
  database = await openTrialDatabase();
  await database.admin.none(SETUP);
  await database.admin.none('create role $1:name login password $2', [LOGIN, PASSWORD]);
  const places = objectPlaces([readText({ path: 'sql/V/V0001__app.sql', text: SETUP })]);
  const target = { url: database.urlOf(LOGIN), password: PASSWORD };
  report = await judgeDatabase(target, 'shop', { places, callers: [] });
});
test.after(async () => {
  await database.admin.none('drop role $1:name', [LOGIN]);
  await database.close();
});

test('judges by a login that may read the catalog and nothing else', () => {
  const said = report.findings.map(({ rule, file, line, message }) => [
    rule,
    `${file}:${line}`,
    message,
  ]);
  for (const [rule, at, what] of FAULTS) {
    const line = SETUP.split('\n').findIndex((text) => text.includes(at)) + 1;
    const hit = said.find(([id, , message = '']) => id === rule && what.test(message));
    assert.ok(hit, `${rule}: ${JSON.stringify(said)}`);
    assert.is(hit[1], `sql/V/V0001__app.sql:${line}`);
  }
  const sound = said.filter(([rule, , message = '']) => rule !== 'PW705' && /sound/.test(message));
  assert.equal(sound, []);
});

test('says what it could not look at, and why', () => {
  for (const line of UNSEEN) assert.match(report.unseen.join('\n'), line);
  assert.is(report.unseen.length, UNSEEN.length);
  assert.is(report.applied, null);
});

test('reads which migrations a database has, and says what it is forbidden', async () => {
  await database.admin.none(HISTORY);
  const target = { url: database.urlOf(LOGIN), password: PASSWORD };
  const stranger = await judgeDatabase(target, 'shop', UNKNOWN);
  assert.match(stranger.unseen.join('\n'), 'permission denied for schema procwright');
  const { applied } = await judgeDatabase(database.target, 'shop', UNKNOWN);
  assert.equal([...(applied ?? [])], ['V0001__app.sql']);
});

test('an index that is never read is told where enough was read', async () => {
  await database.admin.multi(READS);
  const { findings, unseen } = await judgeDatabase(database.target, 'shop', UNKNOWN);
  const unused = findings.filter(({ rule }) => rule === 'PW305').map(({ message }) => message);
  assert.match(unused.join(), /In shop: sound_note_idx \(\d+ \w+\) was never read here/);
  assert.not.match(unseen.join(), 'PW305');
});

const UNKNOWN = { places: new Map(), callers: [] };

const UNSEEN = [
  /PW648 was not asked of shop: it has no plpgsql_check/,
  /PW305 can't tell in shop .* know \d+ reads/,
  /What is pending was not asked of shop: relation .* does not exist\./,
];

const FAULTS: readonly (readonly [rule: string, at: string, what: RegExp])[] = [
  ['PW201', 'create table app.keyless', /^In shop: app\.keyless has no primary key/],
  ['PW207', 'item_late_check', /item_late_check of app\.item is not valid/],
  ['PW301', 'index item_twice_idx', /says what item_once_idx says/],
  ['PW302', 'index item_begin_idx', /is the beginning of/],
  ['PW303', 'other_id bigint references', /begins with the columns of item_other_id_fkey/],
  ['PW602', 'function app.calm', /app\.calm is not volatile, and writes by app\.deep/],
  ['PW604', 'function app.calm', /app\.calm is safe in a parallel worker, and writes by/],
  ['PW614', 'function app.calm', /Everybody may execute app\.calm/],
  ['PW654', 'function app.orphan', /app\.orphan is called by no/],
  ['PW655', 'function app.twice(p_id bigint)', /app\.twice is there 2 times/],
];

const SETUP = `
create schema app;
grant usage on schema app to public;
create table app.keyless (id bigint);
create table app.sound (id bigint primary key, note text);
create index sound_note_idx on app.sound (note);
create table app.item (
    id bigint primary key,
    other_id bigint references app.sound (id),
    a bigint,
    b bigint
);
alter table app.item
    add constraint item_late_check check (a > 0) not valid;
create index item_once_idx on app.item (b);
create index item_twice_idx on app.item (b);
create index item_begin_idx on app.item (a);
create index item_whole_idx on app.item (a, b);
create function app.orphan() returns int language sql
set search_path = pg_catalog, pg_temp as 'select 1';
revoke all on function app.orphan from public;
create function app.deep() returns void language plpgsql
set search_path = pg_catalog, pg_temp as 'begin insert into app.sound values (1); end';
create function app.middle() returns void language plpgsql
set search_path = pg_catalog, pg_temp as 'begin perform app.deep (); end';
create function app.calm() returns int language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp as 'begin perform app.middle(); return 1; end';
create function app.refuse() returns void language plpgsql
set search_path = pg_catalog, pg_temp as 'begin raise ''insert into app.deep()''; end';
create function app.sound_reader() returns int language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp as 'begin perform app.refuse(); return 1; end';
revoke all on function app.sound_reader from public;
grant execute on function app.sound_reader to pg_monitor;
comment on function app.sound_reader is 'Reads nothing.';
create function app.twice(p_id int) returns int language sql return 1;
create function app.twice(p_id bigint) returns int language sql return 1;
`;

const HISTORY = `
create schema procwright;
create table procwright.flyway_schema_history (
    installed_rank integer primary key, version text, script text, success boolean
);
insert into procwright.flyway_schema_history
values (1, null, 'R__10_app.f.sql', true), (2, '1', 'V0001__app.sql', true),
    (3, '2', 'V0002__more.sql', false);
`;

const READS = `
insert into app.item (id) select g from generate_series(1, 10) as g;
set enable_seqscan = off;
do $$
declare
    v_id bigint;
begin
    for v_try in 1..10001 loop
        select id into v_id from app.item where id = 1;
    end loop;
end
$$;
select pg_stat_force_next_flush();
`;

test.run();
