import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type BadInput, ITEMS, refuses } from '../trial/bad-input.ts';
import { BOX } from '../trial/trial-schema.ts';
import { ask, openTrialService, type TrialService } from '../trial/trial-service.ts';

const test = suite('validateInput');
let trial: TrialService;

test.before(async () => {
  trial = await openTrialService();
});
test.after(() => trial?.close()); // none when before failed

const GOOD = { item_id: '00000000-0000-7000-8000-000000000077', quantity: '1' };
const other = (change: object) => ({ body: { ...GOOD, ...change } });

const CASES: readonly BadInput[] = [
  {
    name: 'a number where text is due',
    asking: other({ quantity: 1 }),
    code: 'input-invalid',
    at: ['#/quantity'],
  },
  {
    name: 'text where a number is due',
    path: '/v1/echo',
    asking: { body: { name: 'n', count: '1' } },
    code: 'input-invalid',
    at: ['#/count'],
  },
  {
    name: 'a list where text is due',
    asking: other({ note: ['a'] }),
    code: 'input-invalid',
    at: ['#/note'],
  },
  {
    name: 'null where a value is due',
    asking: other({ quantity: null }),
    code: 'input-invalid',
    at: ['#/quantity'],
  },
  {
    name: 'an unknown field',
    asking: other({ colour: 'red' }),
    code: 'input-invalid',
    at: ['#/colour'],
  },
  {
    name: 'the name of the database',
    asking: other({ p_note: 'a' }),
    code: 'input-invalid',
    at: ['#/p_note'],
  },
  {
    name: 'who asks, in the body',
    asking: other({ actor: 'bob' }),
    code: 'input-invalid',
    at: ['#/actor'],
  },
  {
    name: 'the trace, in the body',
    asking: other({ trace: 'a' }),
    code: 'input-invalid',
    at: ['#/trace'],
  },
  {
    name: 'an argument of the path, in the body',
    asking: other({ box_id: BOX }),
    code: 'input-invalid',
    at: ['#/box_id'],
  },
  {
    name: 'a missing field',
    asking: { body: { item_id: GOOD.item_id } },
    code: 'input-invalid',
    at: ['#/quantity'],
  },
  {
    name: 'no body',
    asking: { method: 'POST' },
    code: 'input-invalid',
    at: ['#/item_id', '#/quantity'],
  },
  {
    name: 'several faults',
    asking: { body: { item_id: 7, colour: 1 } },
    code: 'input-invalid',
    at: ['#/quantity', '#/colour', '#/item_id'],
  },
  {
    name: 'below a range',
    asking: other({ quantity: '0' }),
    code: 'input-invalid',
    at: ['#/quantity', '#/quantity'],
  },
  {
    name: 'another spelling of a number',
    asking: other({ quantity: '+1' }),
    code: 'input-invalid',
    at: ['#/quantity'],
  },
  {
    name: 'past 64 bits',
    path: '/v1/echo',
    asking: { body: { name: 'n', total: '9223372036854775808' } },
    code: 'input-invalid',
    at: ['#/total'],
  },
  {
    name: 'past 16 bits',
    path: '/v1/echo',
    asking: { body: { name: 'n', small: 40_000 } },
    code: 'input-invalid',
    at: ['#/small'],
  },
  {
    name: 'a broken id',
    asking: other({ item_id: 'x' }),
    code: 'input-invalid',
    at: ['#/item_id'],
  },
  {
    name: 'too long a text',
    asking: other({ note: 'é'.repeat(21) }),
    code: 'input-invalid',
    at: ['#/note'],
  },
  {
    name: 'a wrong element of a list',
    path: '/v1/echo',
    asking: { body: { name: 'n', tags: ['a', 1] } },
    code: 'input-invalid',
    at: ['#/tags/1'],
  },
  {
    name: 'what only the database can judge',
    path: '/v1/echo',
    asking: { body: { name: 'n', even: 2, other_even: 3 } },
    code: 'value-invalid',
    at: ['#/other_even'],
  },
  {
    name: 'a day that is none',
    path: '/v1/echo',
    asking: { body: { name: 'n', at: '2026-01-31T12:00:60Z' } },
    code: 'input-invalid',
    at: ['#/at'],
  },
  {
    name: 'a year past the calendar',
    path: '/v1/echo',
    asking: { body: { name: 'n', day: '0000-01-01' } },
    code: 'value-invalid',
    at: ['#/day'],
  },
];

for (const input of CASES) {
  test(`${input.name} is a problem, and says where`, () => refuses(trial, input));
}

test('and what is sound passes', async () => {
  assert.is((await ask(trial.service, ITEMS, { body: GOOD })).status, 200);
  assert.is((await ask(trial.service, `${ITEMS}?limit=5&note=a+b`)).status, 200);
});

test.run();
