import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { askUntilCertain } from './ask-until-certain.ts';
import { Leaving } from './leave-signal.ts';
import { RepeatBudget } from './repeat-budget.ts';

const test = suite('RepeatBudget');

const LOST = Object.assign(new Error('lost'), { code: '40001' });

/** How often a lane is asked for so many calls, of which each meets a passing fault. */
async function asked(calls: number, budget: RepeatBudget): Promise<number> {
  let count = 0;
  const askOnce = () => {
    count++;
    return Promise.reject(LOST);
  };
  const wanted = {
    text: '',
    values: [],
    deadline: performance.now() + 20_000,
    signal: new Leaving(),
    mayRepeat: true,
    writes: false,
  };
  for (let i = 0; i < calls; i++) {
    await askUntilCertain(askOnce, wanted, budget).catch(() => undefined);
  }
  return count;
}

test('lets a few calls be repeated to the end', async () => {
  assert.is(await asked(3, new RepeatBudget()), 3 * 4);
});

test('keeps repeats to a tenth of the calls, behind the first twenty', async () => {
  const budget = new RepeatBudget();
  const count = await asked(100, budget);
  assert.ok(count >= 120 && count <= 131, `${count} for 100 calls`);
});

test('is full again after a while without faults', async () => {
  const budget = new RepeatBudget();
  while (budget.spend());
  assert.is(await asked(1, budget), 1);
  for (let i = 0; i < 200; i++) budget.earn();
  assert.is(await asked(1, budget), 4);
});

test.run();
