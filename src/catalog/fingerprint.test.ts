import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../cluster/logins.ts';
import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { connect } from '../db/connect.ts';
import { diffFingerprints, readFingerprint } from './fingerprint.ts';

const test = suite('readFingerprint');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });
const pool = connect({ ...connectionOf(config, cluster, 'superuser'), max: 1 });

await pool.none(`
  create schema app;
  create domain app.amount as bigint constraint amount_is_positive check (value > 0);
  create table app.item (
    item_id bigint generated always as identity primary key,
    amount app.amount not null default 1,
    note text
  ) with (fillfactor = 50);
  create table app.line (
    item_id bigint references app.item (item_id)
  ) partition by range (item_id);
  create table app.line_1 partition of app.line for values from (1) to (10);
  create function app.f(p_count integer default 1) returns integer language sql return p_count;
  create view app.rich as select item_id from app.item where amount > 10;
`);

test.after(async () => {
  await pool.$pool.end();
  await removeTrialProject(config);
});

test('says the same twice, in one order', async () => {
  const lines = await readFingerprint(pool);
  assert.ok(lines.length > 20);
  assert.equal(await readFingerprint(pool), lines);
});

test('holds no number that a second database would have otherwise', async () => {
  const before = await readFingerprint(pool);
  await pool.none(`
    create table app.passing (); drop table app.passing;
    alter table app.item add column gone text; alter table app.item drop column gone;
    insert into app.item default values; truncate app.item cascade;
    analyze app.item;
  `);
  assert.equal(diffFingerprints(before, await readFingerprint(pool)), []);
});

test('a grant that says the default is none', async () => {
  const before = await readFingerprint(pool);
  await pool.none('grant execute on function app.f(integer) to public');
  assert.equal(diffFingerprints(before, await readFingerprint(pool)), []);
});

for (const [name, change, back] of [
  ['a column', 'alter table app.item add column x int', 'alter table app.item drop column x'],
  [
    'a default',
    'alter table app.item alter amount set default 2',
    'alter table app.item alter amount set default 1',
  ],
  [
    'a length',
    'alter table app.item alter note type varchar(9)',
    'alter table app.item alter note type text',
  ],
  ['a grant', 'grant select on app.item to public', 'revoke select on app.item from public'],
  [
    'a grant of a column',
    'grant select (note) on app.item to public',
    'revoke select (note) on app.item from public',
  ],
  ['an index', 'create index x on app.item (note desc)', 'drop index app.x'],
  [
    'a check',
    'alter table app.item add constraint x check (amount < 9)',
    'alter table app.item drop constraint x',
  ],
  ['a comment', "comment on table app.item is 'x'", 'comment on table app.item is null'],
  [
    'an option',
    'alter table app.item set (fillfactor = 60)',
    'alter table app.item set (fillfactor = 50)',
  ],
  [
    'a body',
    'create or replace function app.f(p_count int = 1) returns int language sql return 2',
    'create or replace function app.f(p_count int = 1) returns int language sql return p_count',
  ],
  [
    'a setting of a routine',
    'alter function app.f set search_path = pg_catalog',
    'alter function app.f reset all',
  ],
  [
    'an owner',
    'alter table app.item owner to procwright_owner',
    'alter table app.item owner to procwright',
  ],
  [
    'a default privilege',
    'alter default privileges in schema app grant select on tables to public',
    'alter default privileges in schema app revoke select on tables from public',
  ],
  [
    'row security',
    'alter table app.item enable row level security',
    'alter table app.item disable row level security',
  ],
  [
    'a setting of the database',
    'alter database trial set work_mem = 65536',
    'alter database trial reset work_mem',
  ],
  [
    'a sequence',
    'alter table app.item alter item_id set increment 2',
    'alter table app.item alter item_id set increment 1',
  ],
  [
    'a trigger that is off',
    'alter table app.line_1 disable trigger all',
    'alter table app.line_1 enable trigger all',
  ],
  ['a partition', 'create table app.line_2 partition of app.line default', 'drop table app.line_2'],
] as const) {
  test(`sees ${name}, and sees it gone`, async () => {
    const before = await readFingerprint(pool);
    await pool.none(change);
    assert.ok(diffFingerprints(before, await readFingerprint(pool)).length > 0);
    await pool.none(back);
    assert.equal(diffFingerprints(before, await readFingerprint(pool)), []);
  });
}

test('marks what was and what is, an object below the other', () => {
  assert.equal(diffFingerprints(['a 1', 'b 1'], ['b 2', 'c 1']), [
    '- a 1',
    '- b 1',
    '+ b 2',
    '+ c 1',
  ]);
});

test.run();
