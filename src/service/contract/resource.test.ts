import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { finderOf, type Resource, valuesIn } from './resource.ts';

const test = suite('finderOf');

const RESOURCES: readonly Resource[] = [
  '/v1/boxes',
  '/v1/boxes/all',
  '/v1/boxes/{box_id}/items',
  '/v1/boxes/all/{item_id}',
].map((path) => ({ path, segments: path.split('/').slice(1), byMethod: new Map() }));

for (const [path, found, values] of [
  ['/v1/boxes', '/v1/boxes', {}],
  ['/v1/boxes/7/items', '/v1/boxes/{box_id}/items', { box_id: '7' }],
  ['/v1/boxes/a%2Fb/items', '/v1/boxes/{box_id}/items', { box_id: 'a%2Fb' }],
  ['/v1/boxes/all/items', '/v1/boxes/all/{item_id}', { item_id: 'items' }],
  ['/v1/boxes/all/', undefined, undefined],
  ['/v1/boxes/', undefined, undefined],
  ['/v1/boxes//items', undefined, undefined],
  ['/v1/Boxes', undefined, undefined],
  ['/v1/boxes/7/items/', undefined, undefined],
  ['/', undefined, undefined],
  ['*', undefined, undefined],
] as const) {
  test(`${path} leads to ${found ?? 'nothing'}`, () => {
    const result = finderOf(RESOURCES)(path);
    assert.is(result?.path, found);
    assert.equal(result && valuesIn(result, path), values);
  });
}

test('an argument has its turn where the word leads to nothing', () => {
  const resources = ['/v1/all/{id}', '/v1/{name}/items/{id}'].map((path) => ({
    path,
    segments: path.split('/').slice(1),
    byMethod: new Map(),
  }));
  const path = '/v1/all/items/7';
  const result = finderOf(resources)(path);
  assert.is(result?.path, '/v1/{name}/items/{id}');
  assert.equal(result && valuesIn(result, path), { name: 'all', id: '7' });
});

test.run();
