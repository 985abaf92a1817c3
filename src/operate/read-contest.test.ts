import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault, EXIT } from '../exit-code.ts';
import type { Project } from '../project.ts';
import { readContest } from './read-contest.ts';

const test = suite('readContest');
const root = mkdtempSync(join(tmpdir(), 'procwright-test-'));
const folder = join(root, 'sql', 'bench');
const LOGINS = ['writer'];
const WHOLE = `{
  "purpose": "one beside the other",
  "clients": 4, "rounds": 3, "seconds": 2,
  "settings": { "shared_buffers": "64MB" },
  "databases": {
    "full": { "setup": "setup.psql", "check": "check.psql", "variables": { "rows": 10 } },
    "plain": { "scale": 1, "renew": true }
  },
  "contenders": {
    "one": { "database": "full", "login": "writer", "script": "one.pgbench", "clients": 2,
      "units": 10 },
    "other": { "database": "plain", "builtin": "tpcb-like" },
    "least": { "database": "full", "login": "writer", "script": "one.pgbench", "less": "one" }
  },
  "gates": [
    { "measure": "tps", "of": "one", "than": "other", "min": 1, "aim": 1.3 },
    { "measure": "syncs", "of": "one", "max": 0.5 }
  ]
}
`;

mkdirSync(folder, { recursive: true });
for (const name of ['setup.psql', 'check.psql', 'one.pgbench']) {
  writeFileSync(join(folder, name), '');
}

test.after(() => rmSync(root, { recursive: true }));

function faultOf(text: string): CommandFault {
  writeFileSync(join(folder, 'part.json'), text);
  try {
    readContest(root, 'part', LOGINS);
  } catch (error) {
    assert.instance(error, CommandFault);
    return error as CommandFault;
  }
  throw new Error('It has no fault.');
}

test('reads names, scripts from the root, and what is usual where nothing is said', () => {
  writeFileSync(join(folder, 'whole.json'), WHOLE);
  const contest = readContest(root, 'whole', LOGINS);
  assert.equal(contest?.size, { clients: 4, rounds: 3, seconds: 2 });
  assert.equal(contest?.settings, { shared_buffers: '64MB' });
  assert.equal(contest?.databases, [
    {
      name: 'full',
      setup: 'sql/bench/setup.psql',
      check: 'sql/bench/check.psql',
      scale: null,
      renew: false,
      variables: { rows: 10 },
    },
    { name: 'plain', setup: null, check: null, scale: 1, renew: true, variables: {} },
  ]);
  assert.equal(contest?.contenders.slice(0, 2), [
    {
      name: 'one',
      database: 'full',
      login: 'writer',
      script: { file: 'sql/bench/one.pgbench' },
      clients: 2,
      units: 10,
      less: null,
    },
    {
      name: 'other',
      database: 'plain',
      login: 'superuser',
      script: { builtin: 'tpcb-like' },
      clients: null,
      units: 1,
      less: null,
    },
  ]);
  assert.equal(contest?.gates, [
    { measure: 'tps', of: 'one', than: 'other', min: 1, max: null, aim: 1.3 },
    { measure: 'syncs', of: 'one', than: null, min: null, max: 0.5, aim: null },
  ]);
});

test('leaves a bench of the other kind alone', () => {
  writeFileSync(join(folder, 'other.json'), '{ "rows": 1, "measured": {} }');
  assert.is(readContest(root, 'other', LOGINS), null);
});

for (const [what, from, to, says] of [
  ['a misspelt key', '"rounds"', '"round"', 'part.json:3: there is no key /round'],
  ['a key of a database', '"scale": 1', '"scala": 1', 'there is no key /databases/plain/scala'],
  ['a database of both kinds', '"scale": 1', '"scale": 1, "setup": "setup.psql"', 'one schema'],
  ['a script that is not there', 'one.pgbench', 'two.pgbench', '/contenders/one/script is two'],
  ['a set-up that is not there', 'setup.psql', 'gone.psql', '/databases/full/setup is gone.psql'],
  ['a check that is not there', 'check.psql', 'gone.psql', '/databases/full/check is gone.psql'],
  ['an unknown database', '"database": "plain"', '"database": "plan"', 'Did you mean plain?'],
  ['an unknown login', '"writer"', '"wrter"', '/contenders/one/login is wrter'],
  ['a script without a login', '"login": "writer", ', '', 'must have property login'],
  ['an unknown builtin', 'tpcb-like', 'tpcc', '/contenders/other/builtin must be'],
  ['an unknown measure', '"syncs"', '"sync"', '/gates/1/measure must be'],
  ['a gate of nobody', '"of": "one", "than"', '"of": "two", "than"', '/gates/0/of is two'],
  ['a gate than nobody', '"than": "other"', '"than": "two"', '/gates/0/than is two'],
  ['a gate that asks nothing', ', "max": 0.5', '', '/gates/1 must match exactly one'],
  ['an aim below the gate', '1.3', '0.9', '/gates/0/aim is 0.9, which asks less'],
  ['less than nobody', '"less": "one"', '"less": "two"', '/contenders/least/less is two'],
  ['no whole number', '"clients": 4', '"clients": 0.5', 'part.json:3: /clients must be integer'],
] as const) {
  test(`faults ${what}, with file and key`, () => {
    assert.ok(WHOLE.includes(from));
    const fault = faultOf(WHOLE.replace(from, to));
    assert.ok(fault.message.includes(says), fault.message);
    assert.ok(fault.message.includes('part.json:'), fault.message);
    assert.is(fault.exitCode, EXIT.usage);
  });
}

test('reads every manifest of this repository', () => {
  const own = fileURLToPath(new URL('../..', import.meta.url));
  const { logins } = JSON.parse(readFileSync(join(own, 'procwright.json'), 'utf8')) as Project;
  const manifests = readdirSync(join(own, 'sql/bench')).filter((name) => name.endsWith('.json'));
  const contests = manifests.map((name) =>
    readContest(own, name.replace('.json', ''), Object.keys(logins)),
  );
  assert.ok(contests.some((contest) => contest !== null));
});

test('tells every fault at once', () => {
  const { message } = faultOf(WHOLE.replaceAll('one.pgbench', 'gone').replace('"of"', '"off"'));
  assert.match(message, /there is no key \/gates\/0\/off/);
  const both = faultOf(WHOLE.replaceAll('one.pgbench', 'gone')).message;
  assert.match(both, /contenders\/one\/script/);
  assert.match(both, /contenders\/least\/script/);
});

test.run();
