import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readBounds } from './partition-bound.ts';

const test = suite('readBounds');

for (const [what, type, from, text, at] of [
  ['a day', 'date', "'2026-01-01'", '2026-01-01', '2026-01-01T00:00:00.000Z'],
  [
    'a time',
    'timestamp with time zone',
    "'2026-01-01 12:30:00+00'",
    '2026-01-01T12:30:00.000Z',
    '2026-01-01T12:30:00.000Z',
  ],
  [
    'a time without a zone',
    'timestamp without time zone',
    "'2026-01-01 00:00:00'",
    '2026-01-01',
    '2026-01-01T00:00:00.000Z',
  ],
  [
    'a uuid that is the first of its time',
    'uuid',
    "'019b76da-a800-0000-0000-000000000000'",
    '2026-01-01',
    '2026-01-01T00:00:00.000Z',
  ],
  [
    'a uuid with something behind the time',
    'uuid',
    "'019b76da-a800-7000-8000-000000000001'",
    '019b76da-a800-7000-8000-000000000001',
    null,
  ],
  [
    'a uuid beyond any time',
    'uuid',
    "'ffffffff-ffff-0000-0000-000000000000'",
    'ffffffff-ffff-0000-0000-000000000000',
    null,
  ],
  ['a number', 'bigint', "'1000'", '1000', null],
  ['no least value', 'date', 'MINVALUE', 'MINVALUE', null],
  ['a day before our era', 'date', "'0044-03-15 BC'", '0044-03-15 BC', null],
] as const) {
  test(`reads ${what}`, () => {
    const [bound] = readBounds(`FOR VALUES FROM (${from}) TO ('x')`, type) ?? [];
    assert.is(bound?.text, text);
    assert.is(bound?.at?.toISOString() ?? null, at);
  });
}

test('has none of a default partition, and none while there is no clause', () => {
  assert.is(readBounds('DEFAULT', 'date'), null);
  assert.is(readBounds('', 'date'), null);
});

test.run();
