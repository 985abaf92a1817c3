import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { openTrialDatabase, type TrialDatabase } from '../../../scratch/trial-database.ts';
import { compareIndexes } from './compare-indexes.ts';

const test = suite('compareIndexes');
let database: TrialDatabase;

test.before(async () => {
  await loadModule();
  database = await openTrialDatabase();
  await database.admin.none(SETUP);
});
test.after(() => database.close());

test('measures both ways: size, plan, and what writing costs', async () => {
  const query = "select day, amount from app.item where party_id = 7 and state = 'open'";
  const [partial, covering, ...more] = (await compareIndexes(database.admin, query)) ?? [];
  assert.equal(more, []);
  assert.is(partial?.definition, "on app.item (party_id) where state = 'open'");
  assert.is(covering?.definition, 'on app.item (party_id, state) include (day, amount)');
  assert.ok((partial?.bytes ?? 0) < (covering?.bytes ?? 0));
  assert.ok((partial?.writeBytes ?? 0) < (covering?.writeBytes ?? 0));
  assert.match(partial?.plan ?? '', /Index Scan/);
  assert.match(covering?.plan ?? '', /Index/);
  assert.ok((covering?.blocks ?? 0) > 0);
});

test('leaves nothing behind, and says nothing of a query of another form', async () => {
  const left = await database.admin.any("select from pg_namespace where nspname ~ 'advice'");
  assert.is(left.length, 0);
  assert.is(await compareIndexes(database.admin, 'select 1'), null);
  assert.is(await compareIndexes(database.admin, 'select day from app.item'), null);
});

const SETUP = `
create schema app;
create table app.item (
    id bigint primary key, party_id bigint, state text, day date, amount bigint
);
insert into app.item
select g, g % 100, case when g % 50 = 0 then 'open' else 'done' end, date '2026-01-01' + g % 90, g
from generate_series(1, 5000) as g;
analyze app.item;
`;

test.run();
