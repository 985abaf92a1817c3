import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Contest } from './contest.ts';
import { onlyContenders, withVariables } from './narrow-contest.ts';

const test = suite('narrowContest');
const database = { setup: 'a.psql', check: null, scale: null, renew: false };
const script = { file: 'a' };
const contender = { database: 'large', login: 'writer', script, clients: null, units: 1 };

const contest: Contest = {
  name: 'trial',
  purpose: 'a trial',
  size: { clients: 1, rounds: 1, seconds: 1 },
  settings: {},
  databases: [
    { ...database, name: 'large', variables: { rows: 1000, width: 2 } },
    { ...database, name: 'small', variables: { rows: 10 } },
  ],
  contenders: [
    { ...contender, name: 'one', less: 'making' },
    { ...contender, name: 'making', less: null },
    { ...contender, name: 'other', less: null },
  ],
  gates: [],
};

test('keeps who is asked for, and who is taken off from it', () => {
  const names = (asked: string) =>
    onlyContenders(contest, asked).contenders.map(({ name }) => name);
  assert.equal(names('one'), ['one', 'making']);
  assert.equal(names('other'), ['other']);
});

test('changes variables of one database, and leaves the others', () => {
  const { databases } = withVariables(contest, 'large.rows=5,large.width=x=y');
  assert.equal(
    databases.map(({ variables }) => variables),
    [{ rows: '5', width: 'x=y' }, { rows: 10 }],
  );
});

for (const [what, change, says] of [
  ['contender', () => onlyContenders(contest, 'one,two'), 'no contender two'],
  ['database', () => withVariables(contest, 'huge.rows=1'), 'no database huge'],
  ['variable', () => withVariables(contest, 'small.width=1'), 'no variable of small width'],
  ['form of a change', () => withVariables(contest, 'rows'), 'no database rows'],
] as const) {
  test(`faults an unknown ${what}`, () => {
    assert.throws(change, (error: Error) => error.message.includes(says));
  });
}

test.run();
