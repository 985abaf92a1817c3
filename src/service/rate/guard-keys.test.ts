import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { Problem } from '../answer/problem.ts';
import { guardKeys } from './guard-keys.ts';

const test = suite('guardKeys');

const LIMIT = { policy: 'wrong_tokens', amount: 3, windowMs: 1_000 };
const HERE = '203.0.113.7';

/** A guard before a finder that knows the tokens that begin with good. */
function open() {
  const clock = { now: 0 };
  const looked: string[] = [];
  const known = { actor: 'alice', scopes: new Set<string>() };
  const find = guardKeys(
    async (token) => {
      looked.push(token);
      return token.startsWith('good') ? known : null;
    },
    { limit: LIMIT, now: () => clock.now },
  );
  return { clock, looked, find };
}

/** The problem that a search ends in; null when it ends in an answer. */
const problemOf = (search: Promise<unknown>) =>
  search.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error : assert.unreachable()),
  );

test('looks no token up for a network that sent too many wrong ones', async () => {
  const { looked, find } = open();
  for (const token of ['a', 'b', 'c']) assert.is(await find(token, HERE), null);
  const found = await problemOf(find('d', HERE));
  assert.equal([found?.status, found?.code], [429, 'quota-exceeded']);
  assert.equal(found?.details.headers, { 'Retry-After': '1' });
  assert.equal(found?.details.members?.['violated-policies'], ['wrong_tokens']);
  assert.ok(await problemOf(find('good, and never seen', HERE)));
  assert.equal(looked, ['a', 'b', 'c']);
});

test('lets in who was good before, and who comes from elsewhere', async () => {
  const { find } = open();
  await find('good', '::ffff:203.0.113.7');
  for (const token of ['a', 'b', 'c']) await find(token, HERE);
  assert.is((await find('good', HERE))?.actor, 'alice');
  assert.is((await find('good too', '203.0.113.8'))?.actor, 'alice');
});

test('looks again when the window is over', async () => {
  const { clock, find } = open();
  for (const token of ['a', 'b', 'c']) await find(token, HERE);
  clock.now = 999;
  assert.ok(await problemOf(find('d', HERE)));
  clock.now = 1_000;
  assert.is(await find('d', HERE), null);
  assert.is(await find('e', HERE), null);
});

test('counts what is wrong, not what is good, and no failure to ask', async () => {
  const { find } = open();
  for (let i = 0; i < 10; i++) await find(`good ${i}`, HERE);
  assert.is(await find('a', HERE), null);
  const failing = guardKeys(() => Promise.reject(new Error('away')), { limit: LIMIT });
  for (let i = 0; i < 10; i++) {
    const error = await failing('a', HERE).catch((reason: unknown) => reason);
    assert.match(String(error), 'away');
  }
});

test.run();
