import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Catalog, Routine } from '../../catalog/routine.ts';
import type { Grant } from './grants-query.ts';
import { judgeGrants } from './judge-grants.ts';

const test = suite('judgeGrants');

/** As much of a routine as is judged. */
const routineOf = (name: string, method: 'GET' | 'POST' | null, batch?: string): Routine =>
  ({
    schema: 'app',
    name,
    contract: {
      route: method && { method, batch: batch === undefined ? null : { routine: batch } },
    },
  }) as unknown as Routine;

const catalog = {
  schema: 'app',
  routines: [
    routineOf('get_item', 'GET'),
    routineOf('post_item', 'POST', 'app.post_each_item'),
    routineOf('post_each_item', null),
    routineOf('sweep', null),
  ],
  types: {},
} as Catalog;
const lanes = { read: 'reader', write: 'writer', ops: 'operator' };

const executeOf = (role: string, name: string): Grant => {
  return { role, right: 'execute', on: `app.${name}`, kind: 'routine' };
};
const SOUND: readonly Grant[] = [
  { role: 'reader', right: 'usage', on: 'app', kind: 'schema' },
  executeOf('reader', 'get_item'),
  executeOf('writer', 'get_item'),
  executeOf('writer', 'post_item'),
  executeOf('writer', 'post_each_item'),
  executeOf('operator', 'sweep'),
  { role: 'report', right: 'select', on: 'app.item', kind: 'relation' },
];

test('has nothing to say where grants and contract agree', () => {
  assert.equal(judgeGrants(SOUND, { catalog, lanes }), []);
});

for (const [name, grants, says] of [
  [
    'a route whose lane lacks the right',
    SOUND.filter(({ on, role }) => !(on === 'app.get_item' && role === 'reader')),
    'reader execute app.get_item is not granted',
  ],
  ['a read lane that may write', [...SOUND, executeOf('reader', 'post_item')], 'no route of this'],
  ['a lane with a routine of nobody', [...SOUND, executeOf('writer', 'sweep')], 'no route of this'],
  ['an operator with a route', [...SOUND, executeOf('operator', 'get_item')], 'no route of this'],
  [
    'a lane that reads a table',
    [...SOUND, { role: 'reader', right: 'select', on: 'app.item', kind: 'relation' } as const],
    'a lane reads no table',
  ],
  [
    'a lane that reads a column',
    [...SOUND, { role: 'writer', right: 'select', on: 'app.item', kind: 'column' } as const],
    'a lane reads no table',
  ],
  [
    'a lane that makes tables',
    [...SOUND, { role: 'reader', right: 'temporary', on: 'database', kind: 'database' } as const],
    'a lane makes nothing',
  ],
] as const) {
  test(`finds ${name}`, () => {
    const breaches = judgeGrants(grants, { catalog, lanes });
    assert.is(breaches.length, 1, breaches.join('\n'));
    assert.match(breaches[0] ?? '', says);
  });
}

test.run();
