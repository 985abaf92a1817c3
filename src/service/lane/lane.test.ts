import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Answer, ask, openTrialService, type TrialService } from '../trial/trial-service.ts';
import { openLane } from './lane.ts';
import { Leaving } from './leave-signal.ts';

const test = suite('openLane');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService({ places: 2, seats: 2 });
});
test.after(() => trial?.close()); // none when before failed

const KEY = 77;

/** Runs `body` while requests to /v1/lingers wait in the database. */
async function whileHeld(body: () => Promise<void>): Promise<void> {
  await trial.database.admin.task(async (task) => {
    await task.any('select pg_advisory_lock($1)', [KEY]);
    try {
      await body();
    } finally {
      await task.any('select pg_advisory_unlock($1)', [KEY]);
    }
  });
}

/** Looks at the database so often; long before them a statement has begun or ended. */
const MOST_LOOKS = 3_000;

/** Resolves when so many statements of the service run; awaits the database, not a time. */
async function running(count: number): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const { active } = await trial.database.admin.one<{ readonly active: number }>(RUNNING);
    if (active === count) return;
  }
  throw new Error(`There are never ${count} statements at once.`);
}

/** Resolves when so many requests wait for a place in the lane. */
async function waiting(count: number): Promise<void> {
  const gauge = `lane_requests{lane="read",state="waiting"} ${count}`;
  while (!(await ask(trial.service, '/metrics')).text.includes(gauge));
}

const RUNNING = `
select count(*)::integer as active
from pg_stat_activity
where datname = current_database() and application_name = 'procwright read' and state = 'active'
`;

test('cancels what takes longer than its timeout, and answers 504', async () => {
  await ask(trial.service, '/v1/waits/0'); // a connection may take long to open
  const { status, json } = await ask(trial.service, '/v1/waits/20');
  assert.equal([status, json['code']], [504, 'too-slow']);
  await running(0);
  assert.is((await ask(trial.service, '/v1/waits/0')).status, 200);
});

test('cancels the statement of a client who leaves', async () => {
  await whileHeld(async () => {
    const leaving = new AbortController();
    const asked = ask(trial.service, `/v1/lingers/${KEY}`, { signal: leaving.signal });
    await running(1);
    leaving.abort();
    assert.is(
      await asked.then(
        () => 'answered',
        () => 'left',
      ),
      'left',
    );
    await running(0);
  });
  const line = trial.lines.find(({ status }) => status === 499);
  assert.is(line?.['route'], '/v1/lingers/{key}');
});

test('lets so many in, lets so many wait, and turns the others away at once', async () => {
  let asked: readonly Promise<Answer>[] = [];
  await whileHeld(async () => {
    asked = [1, 2, 3, 4].map(() => ask(trial.service, `/v1/lingers/${KEY}`));
    await running(2);
    await waiting(2);
    const late = await ask(trial.service, `/v1/lingers/${KEY}`);
    assert.equal([late.status, late.json['code']], [503, 'at-limit']);
    assert.is(late.headers.get('retry-after'), '1');
  });
  const answers = await Promise.all(asked);
  assert.equal(
    answers.map(({ status }) => status),
    [200, 200, 200, 200],
  );
  assert.is((await ask(trial.service, '/v1/hello', { key: null })).status, 200);
});

test('sends the next statement before an answer is handed on', async () => {
  const lane = openLane({ ...trial.database.target, name: 'next', places: 1, seats: 1 });
  const order: string[] = [];
  lane.database.$pool.on('acquire', () => order.push('sent'));
  const asked = [1, 2].map(async () => {
    const deadline = performance.now() + 20_000;
    const rest = { values: [], signal: new Leaving(), mayRepeat: true, writes: false };
    await lane.ask({ text: 'select 1', deadline, ...rest });
    order.push('handed on');
  });
  await Promise.all(asked);
  await lane.close();
  assert.equal(order, ['sent', 'sent', 'handed on', 'handed on']);
});

test('the other lane goes on while one is full', async () => {
  let asked: readonly Promise<Answer>[] = [];
  await whileHeld(async () => {
    asked = [1, 2].map(() => ask(trial.service, `/v1/lingers/${KEY}`));
    await running(2);
    assert.is((await ask(trial.service, '/v1/echo', { body: { name: 'n' } })).status, 200);
  });
  await Promise.all(asked);
});

test('answers reads although all its connections were cut', async () => {
  await Promise.all([
    ask(trial.service, '/v1/hello', { key: null }),
    ask(trial.service, '/readyz'),
  ]);
  const { admin } = trial.database;
  const cut = await admin.any(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name like 'procwright %'`);
  assert.ok(cut.length > 1);
  const answers = await Promise.all(
    [1, 2, 3].map(() => ask(trial.service, '/v1/hello', { key: null })),
  );
  assert.equal(
    answers.map(({ status }) => status),
    [200, 200, 200],
  );
  assert.is((await ask(trial.service, '/readyz')).status, 200);
});

test('a read lane cannot write, whatever the routine does', async () => {
  const { admin } = trial.database;
  const seen = trial.service.nextContract();
  await admin.none(`create function app.sneak() returns table (done boolean) language plpgsql stable
    security definer set search_path = pg_catalog, pg_temp as $$
    begin perform app.write_down(); return query select true; end $$;
    create function app.write_down() returns void language sql security definer
    set search_path = pg_catalog, pg_temp as $$ delete from app.item $$;
    comment on function app.write_down is 'Write.';
    comment on function app.sneak is 'Sneak.\n@http GET /v1/sneak\n@public\n@timeout 1s\n@single';
    notify procwright_contract`);
  await seen;
  const { status, json } = await ask(trial.service, '/v1/sneak', { key: null });
  assert.equal([status, json['code']], [500, 'internal']);
});

test.run();
