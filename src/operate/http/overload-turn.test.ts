import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { faultsOf, growthOf, recoveryOf } from './overload-turn.ts';

const test = suite('takeOverloadTurn');

test('counts as a fault what is neither a success nor a refusal in time', () => {
  const statuses = { '200': 10, '201': 1, '503': 5, '429': 4, '500': 2, '504': 1 };
  const rest = { seconds: 1, goodRate: 1, p50: 1, p99: 1, slices: [] };
  assert.is(faultsOf({ ...rest, statuses, late: 3, cut: 7 }), 13);
});

test('sets the end beside the middle: growth, not the size', () => {
  assert.is(growthOf([1, 1, 4, 5, 9, 5, 10, 9]), 2);
  assert.is(growthOf([9, 9, 5, 5, 5, 5, 5, 5]), 1);
  assert.ok(Number.isNaN(growthOf([1, 2, 3])));
});

test('recovers with the last slice in which something was refused', () => {
  assert.is(
    recoveryOf({
      slices: [
        [1, 0],
        [1, 0],
      ],
    }),
    0,
  );
  assert.is(
    recoveryOf({
      slices: [
        [0, 3],
        [1, 0],
        [1, 1],
        [2, 0],
      ],
    }),
    0.75,
  );
});

test.run();
