import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault, EXIT } from '../../exit-code.ts';
import { onlyServers } from './only-servers.ts';
import { readHttpContest } from './read-http-contest.ts';

const test = suite('readHttpContest');
const root = mkdtempSync(join(tmpdir(), 'procwright-test-'));
const folder = join(root, 'sql', 'bench');
const WHOLE = `{
  "purpose": "one beside the other",
  "rounds": 3, "seconds": 2,
  "setup": "setup.psql", "check": "check.psql", "variables": { "rows": 10 },
  "places": 4,
  "contenders": {
    "bare": { "server": "express", "call": "put.http", "statement": "put.sql",
      "values": ["id"], "connections": 4 },
    "own": { "server": "service", "call": "put.http", "options": { "seats": 9 },
      "connections": 8 },
    "half": { "server": "service", "call": "put.http", "connections": 8,
      "rate": { "share": 0.5, "of": "own" } },
    "over": { "server": "service", "call": "put.http", "connections": 8,
      "overload": { "times": 4, "seconds": 60, "connections": 100 } }
  },
  "gates": [
    { "measure": "cpu", "of": "own", "than": "bare", "max": 1.2, "aim": 1 },
    { "measure": "faults", "of": "over", "max": 0 }
  ]
}
`;

mkdirSync(folder, { recursive: true });
for (const name of ['setup.psql', 'check.psql', 'put.http', 'put.sql']) {
  writeFileSync(join(folder, name), '');
}

test.after(() => rmSync(root, { recursive: true }));

function read(text: string) {
  writeFileSync(join(folder, 'part.json'), text);
  return readHttpContest(root, 'part');
}

test('reads names, files from the root, and what is usual where nothing is said', () => {
  const contest = read(WHOLE);
  assert.equal(contest?.size, { rounds: 3, seconds: 2 });
  assert.is(contest?.check, 'sql/bench/check.psql');
  assert.equal(contest?.contenders[0], {
    name: 'bare',
    server: 'express',
    options: {},
    call: 'sql/bench/put.http',
    statement: { file: 'sql/bench/put.sql', values: ['id'], isList: false },
    connections: 4,
    rate: null,
    overload: null,
  });
  assert.equal(contest?.contenders[1]?.options, { seats: 9 });
  assert.equal(contest?.gates[1], {
    measure: 'faults',
    of: 'over',
    than: null,
    min: null,
    max: 0,
    aim: null,
  });
});

test('leaves a bench of another kind alone, and reads those of this repository', () => {
  assert.is(read('{ "clients": 1, "contenders": {} }'), null);
  const own = fileURLToPath(new URL('../../..', import.meta.url));
  const manifests = readdirSync(join(own, 'sql/bench')).filter((name) => name.endsWith('.json'));
  const contests = manifests.map((name) => readHttpContest(own, name.replace('.json', '')));
  assert.ok(contests.some((contest) => contest !== null));
  assert.ok(contests.some((contest) => contest === null));
});

for (const [what, from, to, says] of [
  ['a misspelt key', '"rounds"', '"round"', 'part.json:3: there is no key /round'],
  ['an unknown server', '"express"', '"fastify"', '/contenders/bare/server must be'],
  [
    'a bare server without a statement',
    '"statement": "put.sql",',
    '',
    "required property 'statement'",
  ],
  ['a service with a statement', '"server": "express"', '"server": "service"', 'statement'],
  ['a call that is not there', '"call": "put.http", "opt', '"call": "gone", "opt', 'call is gone'],
  ['a check that is not there', 'check.psql', 'gone.psql', '/check is gone.psql'],
  ['the rate of who comes later', '"of": "own" }', '"of": "over" }', '/rate/of is over'],
  ['an unknown measure', '"faults"', '"fault"', '/gates/1/measure must be'],
  ['a gate of nobody', '"of": "over", "max"', '"of": "ove", "max"', 'Did you mean over?'],
  ['a gate that asks nothing', ', "max": 0 ', ' ', '/gates/1 must match exactly one'],
] as const) {
  test(`faults ${what}, with file and key`, () => {
    assert.ok(WHOLE.includes(from));
    try {
      read(WHOLE.replace(from, to));
      assert.unreachable();
    } catch (error) {
      assert.instance(error, CommandFault);
      assert.ok((error as CommandFault).message.includes(says), String(error));
      assert.is((error as CommandFault).exitCode, EXIT.usage);
    }
  });
}

test('narrows to some, and to those that set their load', () => {
  const contest = read(WHOLE);
  if (!contest) throw new Error('It is of another kind.');
  const names = (wanted: string) => onlyServers(contest, wanted).contenders.map(({ name }) => name);
  assert.equal(names('half'), ['own', 'half']);
  assert.throws(() => names('hlf'), /There is no contender hlf/);
});

test.run();
