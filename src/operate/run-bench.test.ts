import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { changeTree, writeTrialTree } from '../flyway/trial-tree.ts';
import type { Bench } from './read-bench.ts';
import { figuresOf, runBench } from './run-bench.ts';

const test = suite('runBench');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });

const bench: Bench = {
  name: 'trial',
  purpose: 'three copies beside one',
  rows: 100,
  setup: 'sql/bench/setup.psql',
  prepare: 'sql/bench/prepare.psql',
  measured: { name: 'three', file: 'sql/bench/three.psql' },
  beside: { name: 'one', file: 'sql/bench/one.psql' },
  leastRatio: 0.5,
  quietSeconds: 1,
};

writeTrialTree(config);
changeTree(config, {
  [bench.setup]: 'create table app.seen (round integer, way text);\n',
  [bench.prepare]: "\\set file :folder /rows\ncopy (select :round, 'x') to :'file';\n",
  [bench.measured.file]: wayOf(3),
  [bench.beside.file]: wayOf(1),
});

test.after(() => removeTrialProject(config));

/** What a round finds of the earlier ones: both ways write one row a copy. */
function wayOf(copies: number): string {
  const before = copies === 1 ? '4 * (:round - 1)' : '4 * (:round - 1) + 1';
  return `${"copy app.seen from :'file';\n".repeat(copies)}
select count(*) = ${before} + ${copies} and max(round) = :round from app.seen;
`;
}

test('has the median of an odd and an even number of rounds, and the ratio of both', () => {
  const odd = figuresOf(bench, [4, 1, 2], [1, 1, 9]);
  assert.is(odd.measured.medianSeconds, 2);
  assert.is(odd.measured.rowsPerSecond, 50);
  assert.is(odd.ratio, 0.5);
  assert.ok(odd.reachesRatio);
  assert.not.ok(odd.keepsSeconds);
  const even = figuresOf(bench, [1, 1], [0.1, 0.3]);
  assert.ok(Math.abs(even.ratio - 0.2) < 1e-9);
  assert.not.ok(even.reachesRatio);
  assert.ok(even.keepsSeconds);
});

test('times both in turn in one clone, tells each round, and leaves no file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'procwright-test-'));
  const { TMPDIR } = process.env;
  chmodSync(folder, 0o711); // the server, of another user, writes into the bench's own
  process.env['TMPDIR'] = folder; // others have files in the usual one
  const told: number[] = [];
  const onRound = (round: number) => told.push(round);
  const figures = await runBench(config, cluster, bench, { rounds: 3, onRound });
  assert.equal(told, [1, 2, 3]);
  assert.is(figures.measured.seconds.length, 3);
  assert.is(figures.beside.seconds.length, 3);
  assert.ok(figures.measured.seconds.every((seconds) => seconds > 0));
  assert.equal(readdirSync(folder), []);
  process.env['TMPDIR'] = TMPDIR ?? '';
  rmSync(folder, { recursive: true });
});

for (const [name, text, message] of [
  ['fails', 'select 1 / 0;\n', /one\.psql: .*division by zero/],
  ['does half of its work', 'select false;\n', /one\.psql answers f, not t/],
] as const) {
  test(`names a script that ${name}`, async () => {
    changeTree(config, { [bench.beside.file]: text });
    let fault: unknown;
    await runBench(config, cluster, bench, { rounds: 1 }).catch(
      (error: unknown) => (fault = error),
    );
    changeTree(config, { [bench.beside.file]: wayOf(1) });
    assert.match(String(fault), message);
  });
}

test.run();
