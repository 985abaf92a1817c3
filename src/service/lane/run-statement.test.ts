import { setImmediate as turn } from 'node:timers/promises';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connect, type Database } from '../../db/connect.ts';
import { sqlState } from '../../db/sqlstate.ts';
import { openTrialDatabase, type TrialDatabase } from '../../scratch/trial-database.ts';
import { TurnedAway } from './turned-away.ts';
import { Canceller } from './canceller.ts';
import { Connections } from './connections.ts';
import { runStatement, type Ways } from './run-statement.ts';

const test = suite('runStatement');
let database: TrialDatabase;
let pools: readonly Database[];
let canceller: Canceller;

test.before(async () => {
  database = await openTrialDatabase();
  pools = [4, 1, 1].map((max) => connect({ ...database.target, max }));
  canceller = new Canceller(poolAt(2));
});
test.after(async () => {
  for (const { $pool } of pools ?? []) await $pool.end(); // none when before failed
  await database?.close();
});

function poolAt(place: number): Database {
  const pool = pools[place];
  assert.ok(pool);
  return pool;
}

/** Runs a statement; says what came of it. */
function run(ways: Ways, text: string, signal: AbortSignal): Promise<string> {
  const deadline = performance.now() + 60_000;
  const ask = { text, values: [], deadline, signal, mayRepeat: false, writes: false };
  return runStatement(ways, ask).then(
    () => 'answered',
    (error: unknown) => (error instanceof TurnedAway ? 'left' : sqlState(error)),
  );
}

const CANCELS = 1_000;

test('cancels a thousand statements of clients who leave, and no one else’s', async () => {
  const ways = { connections: new Connections(poolAt(0)), canceller };
  const ends = { left: new Map<string, number>(), stayed: new Map<string, number>() };
  const count = (map: Map<string, number>, end: string) => map.set(end, (map.get(end) ?? 0) + 1);
  const { signal } = new AbortController();

  const come = async (share: number) => {
    for (let i = 0; i < CANCELS / 4; i++) {
      const leaving = new AbortController();
      const asked = run(ways, 'select pg_sleep(0.001)', leaving.signal);
      for (let turns = (i * 7 + share) % 12; turns > 0; turns--) await turn();
      leaving.abort();
      count(ends.left, await asked);
      count(ends.stayed, await run(ways, 'select 1', signal));
    }
  };
  await Promise.all([0, 1, 2, 3].map(come));
  assert.equal([...ends.stayed], [['answered', CANCELS]]);
  assert.ok((ends.left.get('57014') ?? 0) > CANCELS / 10, JSON.stringify([...ends.left]));
});

test('would hit others, if a connection went back before its cancel is through', async () => {
  const connections = new Connections(poolAt(1));
  let isNextRunning = () => undefined as void;
  const nextRuns = new Promise<void>((resolve) => (isNextRunning = resolve));
  let cancelled: Promise<boolean> | undefined;
  const hasty = new (class extends Canceller {
    override cancel(processId: number): Promise<boolean> {
      cancelled = nextRuns.then(() => canceller.cancel(processId));
      return Promise.resolve(true);
    }
  })(poolAt(2));
  const leaving = new AbortController();
  const first = run({ connections, canceller: hasty }, 'select pg_sleep(0.1)', leaving.signal);
  await backendRuns('pg_sleep(0.1)');
  leaving.abort();
  assert.is(await first, 'answered');
  const second = run(
    { connections, canceller },
    'select pg_sleep(20)',
    new AbortController().signal,
  );
  await backendRuns('pg_sleep(20)');
  isNextRunning();
  await cancelled;
  assert.is(await second, '57014');
});

/** Resolves when a statement that holds this text runs. */
async function backendRuns(text: string): Promise<void> {
  for (;;) {
    const running = await database.admin.any(
      `select from pg_stat_activity where datname = current_database() and state = 'active'
      and pid <> pg_backend_pid() and query like $1`,
      [`%${text}%`],
    );
    if (running.length > 0) return;
  }
}

test.run();
