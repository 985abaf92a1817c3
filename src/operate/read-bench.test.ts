import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readBench } from './read-bench.ts';

const test = suite('readBench');
const root = mkdtempSync(join(tmpdir(), 'procwright-test-'));
const folder = join(root, 'sql', 'bench');
const WHOLE = {
  purpose: 'one beside the other',
  rows: 10,
  setup: 'setup.psql',
  prepare: 'prepare.psql',
  measured: { name: 'one', file: 'one.psql' },
  beside: { name: 'other', file: 'other.psql' },
  leastRatio: 0.5,
  quietSeconds: 2,
};

mkdirSync(folder, { recursive: true });
for (const name of ['setup', 'prepare', 'one', 'other']) {
  writeFileSync(join(folder, `${name}.psql`), '');
}

test.after(() => rmSync(root, { recursive: true }));

function write(name: string, content: object): void {
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
}

test('names the scripts from the root', () => {
  write('whole', WHOLE);
  const bench = readBench(root, 'whole');
  assert.is(bench.setup, 'sql/bench/setup.psql');
  assert.equal(bench.measured, { name: 'one', file: 'sql/bench/one.psql' });
  assert.is(bench.leastRatio, 0.5);
});

test('says which bench is there when a name is misspelt', () => {
  assert.throws(
    () => readBench(root, 'hole'),
    (error: Error & { fix: string }) =>
      /no bench hole/.test(error.message) && /whole/.test(error.fix),
  );
});

for (const [lack, content] of [
  ['rows', { ...WHOLE, rows: 0 }],
  ['leastRatio', { ...WHOLE, leastRatio: undefined }],
  ['gone.psql', { ...WHOLE, setup: 'gone.psql' }],
  ['the name of a script', { ...WHOLE, beside: undefined }],
] as const) {
  test(`refuses one that lacks ${lack}`, () => {
    write('part', content);
    assert.throws(
      () => readBench(root, 'part'),
      (error: Error) => error.message.includes(`lacks ${lack}`),
    );
  });
}

test.run();
