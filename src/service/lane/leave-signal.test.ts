import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { Leaving } from './leave-signal.ts';

const test = suite('Leaving');

test('tells each listener once, and nobody who has gone or comes later', () => {
  const leaving = new Leaving();
  const told: string[] = [];
  const gone = () => told.push('gone');
  leaving.addEventListener('abort', () => told.push('first'));
  leaving.addEventListener('abort', gone);
  leaving.addEventListener('abort', () => told.push('second'));
  leaving.removeEventListener('abort', gone);
  leaving.removeEventListener('abort', gone);
  assert.is(leaving.aborted, false);
  leaving.leave();
  leaving.leave();
  leaving.addEventListener('abort', () => told.push('late'));
  assert.equal(told, ['first', 'second']);
  assert.is(leaving.aborted, true);
});

test.run();
