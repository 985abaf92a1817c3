import { readFileSync } from 'node:fs';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../../cluster/logins.ts';
import { startCluster } from '../../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../../cluster/trial-project.ts';
import { readCatalog } from '../../catalog/read-catalog.ts';
import { endpointsOf } from '../../contract/endpoint.ts';
import { connect, type Database } from '../../db/connect.ts';
import { databaseProblem } from '../answer/database-problem.ts';
import { shapeOf } from '../keyed/answer-shape.ts';
import { openKeyed } from '../keyed/call-keyed.ts';
import { keyedStatements } from '../keyed/keyed-statement.ts';
import { makeTrialSchema } from '../trial/trial-schema.ts';
import type { Ask } from './ask.ts';
import { type Lane, openLane } from './lane.ts';
import { isAnswer, isLost, OutcomeUnknown } from './outcome-unknown.ts';

const test = suite('OutcomeUnknown');
const config = makeTrialProject();
let admin: Database;
let lane: Lane;

test.before(async () => {
  const { cluster } = await startCluster(config);
  const target = connectionOf(config, cluster, 'superuser');
  admin = connect({ ...target, max: 2 });
  await admin.none(TABLE);
  lane = openLane({ ...target, name: 'write', places: 2, seats: 2 });
});
test.after(async () => {
  await lane?.close(); // none when before failed
  await admin?.$pool.end();
  await removeTrialProject(config);
});

const TABLE = 'create table note (words text)';

/** Lets the server wait at each commit for a standby by this name; there is none by any. */
async function waitFor(standby: string): Promise<void> {
  await admin.none('alter system set synchronous_standby_names = $1', [standby]);
  await admin.any('select pg_reload_conf()');
  let seen: string | undefined;
  while (seen !== standby) {
    ({ seen } = await admin.one<{ seen: string }>(SEEN));
  }
}

const SEEN = `select current_setting('synchronous_standby_names') as seen`;

/** Writes a note. */
function write(words: string, more: Partial<Ask> = {}) {
  return lane.ask({
    text: 'insert into note values ($1)',
    values: [words],
    deadline: performance.now() + 20_000,
    signal: new AbortController().signal,
    mayRepeat: true,
    writes: true,
    ...more,
  });
}

async function outcomeOf(asked: Promise<unknown>): Promise<unknown> {
  return asked.then(
    () => 'answered',
    (error: unknown) => (error instanceof OutcomeUnknown ? error.doubt : error),
  );
}

const notes = async (words: string): Promise<number> =>
  (await admin.any('select from note where words = $1', [words])).length;

test('is thrown for a commit that no standby has, though the server says it is done', async () => {
  await waitFor('nobody');
  try {
    for (const words of ['alone', 'alone too']) {
      const deadline = performance.now() + 200;
      assert.is(await outcomeOf(write(words, { deadline })), 'not-replicated');
    }
  } finally {
    await waitFor('');
  }
  assert.equal([await notes('alone'), await notes('alone too')], [1, 1]);
  assert.is(await outcomeOf(write('replicated')), 'answered');
});

test('a replay says nothing either, until a standby has what it gives again', async () => {
  await makeTrialSchema(admin);
  await admin.none(readFileSync(new URL('../keyed/trial-keyed.sql', import.meta.url), 'utf8'));
  const catalog = await readCatalog(admin, { schema: 'app' });
  assert.ok(catalog.ok);
  const silent = endpointsOf(catalog.value).find(({ routine }) => routine.name === 'draw_silently');
  assert.ok(silent);
  const { types } = catalog.value;
  const shape = JSON.stringify(shapeOf(silent, types));
  const keyed = { ...keyedStatements(silent.routine, types), shape };
  const askKeyed = openKeyed();
  const draw = (waitMs: number) =>
    askKeyed({
      ...{ actor: 'alice', keyed, field: '"k"', args: silent.routine.context, values: ['alice'] },
      send: ({ text }, values) => write('', { text, values, deadline: performance.now() + waitMs }),
    });
  await waitFor('nobody');
  try {
    assert.is(await outcomeOf(draw(500)), 'not-replicated');
    assert.is((await admin.any('select from app.ticket')).length, 1);
    assert.is(await outcomeOf(draw(500)), 'not-replicated');
  } finally {
    await waitFor('');
  }
  assert.is((await draw(20_000)).isReplayed, true);
  assert.is((await admin.any('select from app.ticket')).length, 1);
});

test('is not thrown for a warning of a routine', async () => {
  await admin.none(`create function warn() returns void language plpgsql as
    $$ begin raise warning 'canceling wait for synchronous replication'; end $$`);
  assert.is(await outcomeOf(write('', { text: 'select warn()', values: [] })), 'answered');
});

const SUICIDE = 'select pg_terminate_backend(pg_backend_pid()), $1';

test('is thrown when the connection goes away under a statement that writes', async () => {
  const asked = write('x', { text: SUICIDE, mayRepeat: false });
  assert.is(await outcomeOf(asked), 'connection-lost');
});

test('is thrown, too, when no repetition brings an answer', async () => {
  assert.is(await outcomeOf(write('x', { text: SUICIDE })), 'connection-lost');
});

test('is not thrown when a repetition does', async () => {
  await admin.none('create sequence tries'); // it counts on, though the transaction is lost
  const text = `select case nextval('tries') when 1
    then pg_terminate_backend(pg_backend_pid()) end`;
  assert.is(await outcomeOf(write('', { text, values: [] })), 'answered');
  const { tries } = await admin.one<{ tries: string }>('select last_value as tries from tries');
  assert.is(tries, '2');
});

test('is not thrown for a statement that only reads', async () => {
  const error = await outcomeOf(write('x', { text: SUICIDE, writes: false }));
  assert.is(isLost(error), true);
});

test('a plain error of the server is certain, whatever its code', () => {
  assert.is(isLost(Object.assign(new Error(), { code: '57P01', severity: 'ERROR' })), false);
  assert.is(isLost(Object.assign(new Error(), { code: '57P01', severity: 'FATAL' })), true);
});

test('a routine that answers tells what became of the first try; a timeout does not', () => {
  const answers = ['AP101', 'AP303', '22P02', '23505'].map((code) => ({ code }));
  const others = ['AP901', '57014', '40001', '25006', ''].map((code) => ({ code }));
  assert.ok(answers.every(isAnswer));
  assert.not.ok(others.some(isAnswer));
});

test('is a problem that says to repeat with the same key', () => {
  const { status, code } = databaseProblem(new OutcomeUnknown('no-answer'));
  assert.equal([status, code], [503, 'outcome-unknown']);
});

test.run();
