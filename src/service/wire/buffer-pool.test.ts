import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { BufferPool } from './buffer-pool.ts';

const test = suite('BufferPool');

test('gives what came back, and to one alone', () => {
  const pool = new BufferPool();
  const first = pool.take(100);
  pool.give(first);
  assert.is(pool.take(50), first);
  assert.is.not(pool.take(50), first);
});

test('gives nothing that is too small', () => {
  const pool = new BufferPool();
  const small = pool.take(10);
  const large = pool.take(1_000);
  pool.give(large);
  pool.give(small);
  assert.is(pool.take(11), large);
  assert.is(pool.take(10), small);
});

test('keeps neither many nor large ones', () => {
  const pool = new BufferPool();
  const huge = pool.take(1024 * 1024);
  pool.give(huge);
  assert.is.not(pool.take(1024 * 1024), huge);
  const many = Array.from({ length: 40 }, () => pool.take(10));
  for (const one of many) pool.give(one);
  const again = new Set(many.map(() => pool.take(10)));
  assert.is(many.filter((one) => again.has(one)).length, 32);
});

test('has memory of its own: none of it is in a slab that others have a part of', () => {
  const { buffer, byteLength } = new BufferPool().take(100);
  assert.is(buffer.byteLength, byteLength);
});

test.run();
