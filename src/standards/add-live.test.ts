import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { addLive } from './add-live.ts';
import type { Finding } from './finding.ts';

const test = suite('addLive');

function finding(rule: string, line: number, endLine = line): Finding {
  const words = { level: 'error', message: 'm', source: 'live' } as const;
  return { file: 'a.sql', line, column: 1, endLine, rule, ...words };
}

test('tells once what the text shows within the same statement', () => {
  const own = [finding('PW501', 4)];
  assert.equal(addLive(own, [finding('PW501', 3, 5)]), own);
});

test('adds another rule, another statement, another file', () => {
  const own = [finding('PW501', 4)];
  const live = [finding('PW520', 4), finding('PW501', 5), { ...finding('PW501', 4), file: 'b' }];
  assert.equal(addLive(own, live), [...own, ...live]);
});

test('lets a database say more of a call', () => {
  const live = [finding('PW537', 3, 5)];
  assert.equal(addLive([finding('PW537', 4), finding('PW537', 9)], live), [
    finding('PW537', 9),
    ...live,
  ]);
});

test.run();
