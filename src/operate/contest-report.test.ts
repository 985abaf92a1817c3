import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Contest } from './contest.ts';
import { EXIT } from '../exit-code.ts';
import { commitOf, exitOf, recordReport, reportOf } from './contest-report.ts';
import { contestText, turnText } from './contest-text.ts';
import type { Turn } from './run-turn.ts';

const test = suite('reportOf');
const folder = mkdtempSync(join(tmpdir(), 'procwright-test-'));
test.after(() => rmSync(folder, { recursive: true }));

const SIZE = { clients: 2, rounds: 1, seconds: 1 };
const contest: Contest = {
  name: 'trial',
  purpose: 'a trial',
  size: SIZE,
  settings: {},
  databases: [],
  contenders: [
    {
      name: 'one',
      database: 'full',
      login: 'writer',
      script: { builtin: 'tpcb-like' },
      clients: null,
      units: 1,
      less: null,
    },
  ],
  gates: [
    { measure: 'tps', of: 'one', than: null, min: 1, max: null, aim: 200 },
    { measure: 'syncs', of: 'one', than: null, min: null, max: 0.1, aim: null },
  ],
};
const turn: Turn = {
  contender: 'one',
  round: 1,
  clients: 2,
  transactions: 100,
  tps: 100,
  units: 100,
  cpu: 50,
  syncs: 0.5,
  wal: 300,
  load: [1, 2.25],
};
const found = {
  contest,
  date: '2026-01-02T03:04:05.000Z',
  commit: 'abc1234',
  machine: { cores: 2, model: 'm', memoryGb: 4, postgres: '15.1', settings: { fsync: 'on' } },
  size: SIZE,
  changed: [],
  turns: [turn],
};

test('tells machine, size, medians and every gate', () => {
  const lines = contestText(reportOf(found)).split('\n');
  assert.ok(lines.includes('2 cores (m), 4 GB, PostgreSQL 15.1: fsync on'));
  assert.ok(lines.includes('2 clients, 1 rounds of 1 s each; load 1.0 to 2.3'));
  assert.ok(
    lines.includes(
      'passes tps of one: 100.000 (100.00 to 100.00), at least 1, aim 200 not reached',
    ),
  );
  assert.ok(lines.includes('FAILS syncs of one: 0.500 (0.50 to 0.50), at most 0.1'));
  assert.is(turnText(turn), 'round 1 one: 100 units/s, 50 us CPU, 0.50 syncs a unit, load 2.3');
});

for (const [what, change, says] of [
  ['a shorter run', { size: { ...SIZE, seconds: 0.5 } }, 'the gates are for 2 clients'],
  ['a changed database', { changed: ['full.rows=1'] }, 'full.rows=1'],
] as const) {
  test(`judges nothing after ${what}, and says so`, () => {
    const report = reportOf({ ...found, ...change });
    assert.ok(report.gates.every(({ ends }) => ends === 'not judged'));
    assert.match(contestText(report), new RegExp(`not judged: .*${says}`));
  });
}

test('ends by the worst gate, and says when none was judged', () => {
  const [passes, fails] = contest.gates;
  const ends = (gates: Contest['gates'], size = SIZE) =>
    exitOf(reportOf({ ...found, size, contest: { ...contest, gates } }));
  assert.ok(passes !== undefined && fails !== undefined);
  assert.is(ends([passes]), EXIT.fine);
  assert.is(ends([passes, fails]), EXIT.findings);
  assert.is(ends([passes, fails], { ...SIZE, clients: 1 }), EXIT.nothingTested);
  assert.is(ends([]), EXIT.nothingTested);
});

test('records a line each time', () => {
  recordReport(folder, reportOf(found));
  recordReport(folder, reportOf({ ...found, commit: null }));
  const lines = readFileSync(join(folder, 'docs/bench/history.jsonl'), 'utf8').trim().split('\n');
  assert.equal(
    lines.map((line) => (JSON.parse(line) as { commit: string | null }).commit),
    ['abc1234', null],
  );
});

test('has no commit outside a repository', async () => {
  assert.is(await commitOf(folder), null);
});

test.run();
