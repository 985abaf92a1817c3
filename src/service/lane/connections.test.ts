import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connect } from '../../db/connect.ts';
import { sqlState } from '../../db/sqlstate.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import type { Ask } from './ask.ts';
import { Connections } from './connections.ts';
import { type Lane, openLane } from './lane.ts';
import { OutcomeUnknown } from './outcome-unknown.ts';
import { openTrialProxy, type TrialProxy } from './trial-proxy.ts';

const test = suite('Connections');
let database: TrialDatabase;
let proxy: TrialProxy;
let lane: Lane;

test.before(async () => {
  database = await openTrialDatabase();
  const { host, port } = database.cluster;
  proxy = await openTrialProxy({ host, port });
});
test.before.each(() => {
  proxy.isOpen = true;
  lane = openLane({ ...targetBy(proxy), name: 'silent', places: 3, seats: 9 });
});
test.after.each(() => lane.close());
test.after(async () => {
  await proxy?.close(); // none when before failed
  await database?.close();
});

const targetBy = ({ port }: TrialProxy) => {
  const url = new URL(database.target.url);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return { ...database.target, url: url.href };
};

function ask(more: Partial<Ask> = {}): Promise<unknown> {
  return lane
    .ask({
      text: 'select 1',
      values: [],
      deadline: performance.now() + 20_000,
      signal: new AbortController().signal,
      mayRepeat: true,
      writes: false,
      ...more,
    })
    .then(
      ({ rows }) => rows[0]?.[0],
      (error: unknown) => (error instanceof OutcomeUnknown ? error.doubt : sqlState(error)),
    );
}

const soon = () => ({ deadline: performance.now() + 100 });

/** As many statements at once as there are places: every connection of the pool is used. */
const everywhere = (more: Partial<Ask> = {}) =>
  Promise.all([1, 2, 3].map(() => ask({ text: 'select pg_sleep(0.05)::text', ...more })));

test('one that falls silent holds no deadline up, and is never handed out again', async () => {
  assert.equal(await everywhere(), ['', '', '']);
  proxy.silence();
  const before = proxy.swallowed();
  assert.is(await ask(soon()), '57014');
  const after = proxy.swallowed();
  assert.ok(after > before, 'the statement went into the silence');
  assert.equal(await everywhere(), ['', '', '']);
  assert.is(proxy.swallowed(), after);
});

test('one that falls silent leaves the outcome of a write unknown', async () => {
  await ask();
  proxy.silence();
  assert.is(await ask({ ...soon(), writes: true }), 'no-answer');
});

test('the one that cancels may fall silent too, and comes back', async () => {
  assert.is(await ask({ text: 'select pg_sleep(20)', ...soon() }), '57014'); // opens both
  proxy.silence();
  assert.is(await ask({ ...soon(), writes: true }), 'no-answer');
  assert.is(await ask({ text: 'select pg_sleep(20)', ...soon() }), '57014');
  const { running } = await database.admin.one<{ readonly running: number }>(RUNNING);
  assert.is(running, 0);
});

const RUNNING = `
select count(*)::integer as running
from pg_stat_activity
where datname = current_database() and query like '%pg_sleep(20)%' and state = 'active'
    and pid <> pg_backend_pid()
`;

test('a server that takes connections and says nothing holds no deadline up either', async () => {
  proxy.isOpen = false;
  assert.is(await ask({ ...soon(), mayRepeat: false }), 'ETIMEDOUT');
  assert.equal(lane.counts, { inside: 0, waiting: 0 });
  proxy.isOpen = true;
  assert.is(await ask(), '1');
});

test('one that has rested is asked before it is used', async () => {
  const pool = connect({ ...targetBy(proxy), max: 1 });
  const connections = new Connections(pool, -1);
  const first = await connections.take(performance.now() + 20_000);
  first.release();
  const again = await connections.take(performance.now() + 20_000);
  assert.is(again.client.processID, first.client.processID);
  again.release();
  proxy.silence();
  const other = await connections.take(performance.now() + 20_000);
  assert.is.not(other.client.processID, first.client.processID);
  other.release();
  await pool.$pool.end();
});

test.run();
