import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Example } from '../../contract/example.ts';
import { compareExamples } from './prove-examples.ts';

const test = suite('compareExamples');

const ONE: Example = { call: 'get_item', give: { id: 'a' }, status: 200, answer: { id: 'a' } };
const OTHER: Example = { ...ONE, status: 404, answer: { code: 'AP102' } };

test('passes what comes as it was recorded', () => {
  assert.equal(compareExamples([ONE, OTHER], [ONE, OTHER]), [
    { name: 'get_item 200', verdict: 'passed' },
    { name: 'get_item 404', verdict: 'passed' },
  ]);
});

for (const [what, come, recorded, says] of [
  ['another answer', [{ ...ONE, answer: { id: 'b' } }], [ONE], '"id": "b"'],
  ['another status', [OTHER], [ONE], '"status": 404'],
  ['another request', [{ ...ONE, give: { id: 'b' } }], [ONE], 'contract examples --write'],
  ['what was not recorded', [ONE], [], 'recorded: nothing'],
  ['what comes no more', [], [ONE, OTHER], '2 more were recorded.'],
] as const) {
  test(`fails on ${what}`, () => {
    const [found] = compareExamples(come, recorded);
    assert.is(found?.verdict, 'failed');
    assert.match(found?.says ?? '', says);
    assert.is(found?.file, 'sql/tests/golden/examples.json');
  });
}

test.run();
