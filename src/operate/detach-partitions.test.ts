import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../cluster/logins.ts';
import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { connect } from '../db/connect.ts';
import { CommandFault } from '../exit-code.ts';
import { chooseOlder, detachPartitions, findBonds, settlePartitions } from './detach-partitions.ts';
import { horizonsOf, readPartitions } from './read-partitions.ts';

const test = suite('detachPartitions');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });
const db = connect(connectionOf(config, cluster, 'superuser', 'postgres'));
const hooks = { partitions: { check: 'public.keeps', settle: 'public.settle' } };

test.before.each(async () => {
  await db.none(TABLES);
});
test.after(async () => {
  await db.$pool.end();
  await removeTrialProject(config);
});

const older = async (day: string) => chooseOlder(await readPartitions(db), new Date(day));
const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);

test('lists partitions by range in their order, with bounds that people can read', async () => {
  const all = await readPartitions(db);
  assert.equal(
    all.map(({ table, name, from, to }) => [table, name, from?.text, to?.text]),
    [
      ['"wide Table"', 'wide_low', 'MINVALUE, MINVALUE', '10, 1'],
      ['"wide Table"', 'wide_rest', undefined, undefined],
      ['part', 'part_b', '2026-01-01', '2026-02-01'],
      ['part', '"part A"', '2026-02-01', '2026-03-01'],
    ],
  );
  assert.ok(all.every(({ bytes }) => bytes >= 0));
  assert.equal(
    [...horizonsOf(all)].map(([table, at]) => [table, at?.toISOString() ?? null]),
    [
      ['"wide Table"', null],
      ['part', '2026-03-01T00:00:00.000Z'],
    ],
  );
});

test('chooses what ends by the day, and nothing that has no time', async () => {
  assert.equal(namesOf(await older('2026-01-31')), []);
  assert.equal(namesOf(await older('2026-02-01')), ['part_b']);
  assert.equal(namesOf(await older('2999-01-01')), ['part_b', '"part A"']);
});

test('asks the routine that the project names, of all at once', async () => {
  assert.equal(await findBonds(db, hooks, await older('2026-02-01')), []);
  assert.equal(await findBonds(db, hooks, await older('2026-03-01')), ['"part A" is needed']);
  assert.equal(await findBonds(db, hooks, []), []);
  assert.equal(await findBonds(db, {}, await older('2026-03-01')), []);
});

test('says that a routine is missing which the project names', async () => {
  const missing = { partitions: { check: 'public.nobody' } };
  try {
    await findBonds(db, missing, await older('2026-02-01'));
    assert.unreachable();
  } catch (error) {
    assert.instance(error, CommandFault);
    assert.match((error as CommandFault).message, /names public\.nobody/);
  }
});

test('detaches, keeps the table with its rows, and settles once', async () => {
  const told: string[] = [];
  const onDetached = ({ name }: { readonly name: string }) => told.push(name);
  await detachPartitions(db, hooks, await older('2026-03-01'), { onDetached });
  assert.equal(told, ['part_b', '"part A"']);
  assert.equal(namesOf(await readPartitions(db)), ['wide_low', 'wide_rest']);
  assert.equal(await db.any('select n from part_b'), [{ n: 1 }]);
  assert.equal(await db.any('select at from settled'), [{ at: 'part' }]);
});

test('settles again what a run that was broken off left', async () => {
  await detachPartitions(db, {}, await older('2026-03-01'));
  await settlePartitions(db, hooks, await readPartitions(db));
  assert.equal(await db.any('select at from settled'), [{ at: 'part' }]);
  await settlePartitions(db, hooks, []);
  assert.equal(await db.any('select count(*)::int from settled'), [{ count: 1 }]);
});

test('waits for who uses the table, and finishes what it has begun', async () => {
  const [chosen] = await older('2026-02-01');
  assert.ok(chosen);
  await db.task(async (reader) => {
    await reader.any('begin; select n from part');
    try {
      await detachPartitions(db, {}, [chosen], { tries: 2 });
      assert.unreachable();
    } catch (error) {
      assert.instance(error, CommandFault);
      assert.match((error as CommandFault).message, /can't be locked/);
    }
    await reader.none('commit');
  });
  const [pending] = await older('2000-01-01');
  assert.is(pending?.name, 'part_b');
  assert.ok(pending?.isPending);
  await detachPartitions(db, {}, [pending]);
  assert.equal(namesOf(await older('2026-02-01')), []);
});

const TABLES = `
drop table if exists part, part_b, "part A", "wide Table", settled;
create table part (id uuid primary key, n integer) partition by range (id);
create table "part A" partition of part
for values from ('019c167f-cc00-0000-0000-000000000000')
to ('019ca6b1-dc00-0000-0000-000000000000');
create table part_b partition of part
for values from ('019b76da-a800-0000-0000-000000000000')
to ('019c167f-cc00-0000-0000-000000000000');
create table "wide Table" (a integer, b integer) partition by range (a, b);
create table wide_low partition of "wide Table" for values from (minvalue, minvalue) to (10, 1);
create table wide_rest partition of "wide Table" default;
insert into part values ('019b76da-a800-7000-8000-000000000001', 1);
create table settled (at text);
create or replace function public.settle() returns void language sql
as 'insert into public.settled values (''part'')';
create or replace function public.keeps(p regclass[]) returns setof text language sql
as 'select name || '' is needed'' from unnest(p::text[]) as name where name ~ ''A''';
`;

test.run();
