import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../../cluster/logins.ts';
import { readConfig, requireProject } from '../../config.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { lookAtDatabase, type SeenDatabase } from './look-at-database.ts';

const test = suite('lookAtDatabase');
const PASSWORD = 'trial';
let trial: TrialDatabase;
let seen: SeenDatabase;
let lane = '';

test.before(async () => {
  trial = await openTrialDatabase();
  lane = `${trial.name}_lane`;
  await trial.admin.none(SET_UP, { lane, password: PASSWORD, database: trial.name });
  const place = { url: trial.urlOf(lane), password: PASSWORD };
  seen = {
    project: {
      api: 'app',
      lanes: { read: lane, write: lane, ops: lane },
      horizons: [{ routine: 'app.get_horizon', column: 'days_left', least: 10 }],
    },
    lanes: { read: place, write: place, ops: place },
  };
});
test.after(async () => {
  await trial?.admin.none('drop owned by $1:name; drop role $1:name', [lane]);
  await trial?.close();
});

const statesOf = async (database: SeenDatabase) =>
  (await lookAtDatabase(database)).map(({ name, state }) => `${name} ${state}`);

test('finds nothing amiss where nothing is', async () => {
  assert.equal(await statesOf(seen), [
    'lane read good',
    'lane write good',
    'lane ops good',
    'contract good',
    'app.get_horizon good',
  ]);
});

test('doubts a lane that may do more than call', async () => {
  await trial.admin.none('grant select on app.item to $1:name', [lane]);
  await trial.admin.none('grant temporary on database $1:name to $2:name', [trial.name, lane]);
  const [read] = await lookAtDatabase(seen);
  assert.is(read?.state, 'doubtful');
  assert.match(read?.says ?? '', 'may touch 1 tables, may make temporary tables');
  const config = requireProject(readConfig());
  const admin = connectionOf(config, trial.cluster, 'superuser', trial.name);
  const [asAdmin] = await lookAtDatabase({ ...seen, lanes: { ...seen.lanes, read: admin } });
  assert.match(asAdmin?.says ?? '', 'is a superuser');
  await trial.admin.none('revoke select on app.item from $1:name', [lane]);
});

test('finds a horizon that is near, and a route that no lane may call', async () => {
  const near = [{ routine: 'app.get_horizon', column: 'days_left', least: 91 }];
  await trial.admin.none('revoke execute on function app.get_item from $1:name', [lane]);
  const lines = await statesOf({ ...seen, project: { ...seen.project, horizons: near } });
  assert.equal(lines.slice(-2), ['contract bad', 'app.get_horizon bad']);
});

test('says that a lane can not log in, and never the password', async () => {
  const wrong = { url: trial.urlOf(lane), password: 'planted-secret' };
  const [line] = await lookAtDatabase({ ...seen, lanes: { ...seen.lanes, read: wrong } });
  assert.equal([line?.state, line?.says], ['bad', 'the password is wrong (28P01)']);
  const nowhere = { url: 'postgres://x@127.0.0.1:1/x', password: 'planted-secret' };
  const [away] = await lookAtDatabase({ ...seen, lanes: { ...seen.lanes, read: nowhere } });
  assert.match(away?.says ?? '', "can't be reached (ECONNREFUSED)");
});

const SET_UP = `
create role $<lane:name> login password $<password>;
revoke all on database $<database:name> from public;
grant connect on database $<database:name> to $<lane:name>;
revoke execute on function pg_catalog.lo_create(oid) from public;
create schema app;
create table app.item (item_id integer primary key);
create function app.get_item() returns table (item_id integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
as 'select item_id from app.item order by item_id limit 1';
comment on function app.get_item is $$Read an item.

@http    GET /v1/item
@public
@timeout 1s
@single$$;
create function app.get_horizon() returns table (days_left integer)
language sql stable security definer set search_path = pg_catalog, pg_temp
as 'select 90';
comment on function app.get_horizon is 'Tell how far it reaches.';
revoke all on all functions in schema app from public;
grant usage on schema app to $<lane:name>;
grant execute on all functions in schema app to $<lane:name>;
`;

test.run();
