import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Contender, Gate } from './contest.ts';
import { isWholeSize, judgeGates, mediansOf } from './judge-gates.ts';
import type { Turn } from './run-turn.ts';

const test = suite('judgeGates');

const contender = (name: string): Contender => ({
  name,
  database: 'full',
  login: 'writer',
  script: { builtin: 'tpcb-like' },
  clients: null,
  units: 1,
  less: null,
});

const contenders = [contender('one'), contender('other')];

const turn = (name: string, round: number, tps: number, syncs: number): Turn => ({
  contender: name,
  round,
  clients: 4,
  transactions: 100,
  tps,
  units: tps,
  cpu: 1000 / tps,
  syncs,
  wal: 100,
  load: [1, 1],
});

const turns = [
  turn('one', 1, 100, 0.5),
  turn('other', 1, 50, 1),
  turn('one', 2, 300, 0.4),
  turn('other', 2, 100, 1),
  turn('one', 3, 200, 0.3),
  turn('other', 3, 400, 1),
];

const gate = (changes: Partial<Gate>): Gate => ({
  measure: 'tps',
  of: 'one',
  than: 'other',
  min: null,
  max: null,
  aim: null,
  ...changes,
});

test('has the medians of each contender', () => {
  assert.equal(
    mediansOf({ contenders }, turns).map(({ tps, syncs }) => [tps, syncs]),
    [
      [200, 0.4],
      [100, 1],
    ],
  );
});

for (const [what, changes, ends, reachesAim] of [
  ['a ratio at its least', { min: 2 }, 'passes', null],
  ['a ratio below its least', { min: 2.01 }, 'FAILS', null],
  ['a ratio at its most', { max: 2 }, 'passes', null],
  ['a ratio above its most', { max: 1.99 }, 'FAILS', null],
  ['a figure at its most', { measure: 'syncs', than: null, max: 0.4 }, 'passes', null],
  ['a figure above its most', { measure: 'syncs', than: null, max: 0.39 }, 'FAILS', null],
  ['an aim that is reached', { min: 1, aim: 2 }, 'passes', true],
  ['an aim that is missed', { min: 1, aim: 2.1 }, 'passes', false],
  ['an aim below a figure', { measure: 'syncs', than: null, max: 0.5, aim: 0.3 }, 'passes', false],
  ['a figure that is no number', { measure: 'wal', than: 'nobody', min: 1 }, 'not judged', null],
] as const) {
  test(`judges ${what}`, () => {
    const [verdict] = judgeGates({ gates: [gate(changes)] }, turns, true);
    assert.is(verdict?.ends, ends);
    assert.is(verdict?.reachesAim, reachesAim);
  });
}

test('fails a figure that is no number', () => {
  const broken = turns.map((one) => ({ ...one, tps: NaN }));
  const [verdict] = judgeGates({ gates: [gate({ min: 0.1 })] }, broken, true);
  assert.is(verdict?.ends, 'FAILS');
});

test('tells the ratio of each round', () => {
  const [verdict] = judgeGates({ gates: [gate({ min: 1 })] }, turns, true);
  assert.is(verdict?.value, 2);
  assert.equal(verdict?.rounds, [2, 3, 0.5]);
});

test('lets nothing pass and nothing fail at another size, and tells the figure', () => {
  const gates = [gate({ min: 1 }), gate({ min: 9 })];
  const verdicts = judgeGates({ gates }, turns, false);
  assert.equal(
    verdicts.map(({ ends, value }) => [ends, value]),
    [
      ['not judged', 2],
      ['not judged', 2],
    ],
  );
});

test('takes more than the stated size for the whole, and never less or another load', () => {
  const stated = { clients: 4, rounds: 3, seconds: 10 };
  assert.ok(isWholeSize(stated, stated));
  assert.ok(isWholeSize(stated, { clients: 4, rounds: 5, seconds: 20 }));
  assert.not.ok(isWholeSize(stated, { ...stated, clients: 8 }));
  assert.not.ok(isWholeSize(stated, { ...stated, rounds: 2 }));
  assert.not.ok(isWholeSize(stated, { ...stated, seconds: 9 }));
});

test.run();
