import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { EXIT } from '../exit-code.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { casesOf, failedPart, type Group, type Part, timed, totalsOf } from './part.ts';
import { failureLines, groupLine, partLine, skipLines, totalLine } from './text.ts';

const test = suite('text');
const group: Group = {
  name: '10_app/twice',
  seconds: 1.24,
  again: 'procwright test x',
  cases: [
    { name: 'a', verdict: 'passed' },
    { name: 'b', verdict: 'failed', says: 'have: 1\nwant: 2', file: 'x.sql', line: 7 },
    { name: 'c', verdict: 'skipped', says: 'no server' },
  ],
};
const part: Part = { name: 'pgTAP', seconds: 2, groups: [group, group] };

/** Without the colours of a terminal. */
const plain = (text: string): string => text.replaceAll(/\u001B\[\d+m/g, '');

test('tells a group in a line', () => {
  assert.is(plain(groupLine(group)), 'FAILED 10_app/twice 1/2 (1 skipped) 1.2 s');
  const good = { ...group, cases: group.cases.slice(0, 1) };
  assert.is(plain(groupLine(good)), 'ok 10_app/twice 1 1.2 s');
  const skipped = { ...group, cases: group.cases.slice(2) };
  assert.is(plain(groupLine(skipped)), 'skipped 10_app/twice 0 (1 skipped) 1.2 s');
});

test('tells a part in a line', () => {
  assert.is(plain(partLine(part)), 'FAILED pgTAP: 2/4 (2 skipped) in 2.0 s');
});

test('tells a failure in full, with the way to run it', () => {
  assert.equal(failureLines([group]).map(plain), [
    'FAILED x.sql:7 b',
    '    have: 1',
    '    want: 2',
    '  alone: procwright test x',
    '',
  ]);
});

test('tells each reason of a skip once', () => {
  assert.equal(skipLines(casesOf([part])).map(plain), ['skipped no server']);
});

test('ends with a plain line that a script can read', () => {
  assert.is(totalLine(totalsOf(casesOf([part]))), '2 passed, 2 failed, 2 skipped');
});

test('ends with 0, with 1 on a failure, with 5 when nothing was judged', async () => {
  const of = (...cases: Group['cases']) => [{ ...part, groups: [{ ...group, cases }] }];
  const [good, bad, skipped] = group.cases;
  assert.ok(good && bad && skipped);
  assert.is(exitCodeOf(of(good, skipped), false), EXIT.fine);
  assert.is(exitCodeOf(of(good, skipped), true), EXIT.findings);
  assert.is(exitCodeOf(of(good, bad), false), EXIT.findings);
  assert.is(exitCodeOf([failedPart('x', 'no')], false), EXIT.findings);
  assert.is(exitCodeOf([await timed('x', async () => [])], false), EXIT.nothingTested);
});

test.run();
