import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig } from '../../config.ts';
import type { fixFiles } from '../layout/fix/fix-files.ts';
import { fixProofText, proveFix } from './prove-fix.ts';

const test = suite('proveFix');

test('mends copies, counts what became of them, and leaves the folder alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prove-'));
  const texts = ['SELECT 1;\n', 'select 1;\n', 'SELECT É;\n', '\\echo\n', 'SELECT 2;\n'];
  texts.forEach((text, index) => writeFileSync(join(folder, `${index}.sql`), text));
  const proof = await proveFix(readConfig(), folder, { most: 4 });
  assert.is(
    fixProofText(proof).split('\n')[0],
    `4 files of ${folder}: 1 mended, 1 sound, 2 left as they were`,
  );
  assert.equal(proof.changed, []);
  assert.equal(proof.unsettled, []);
  assert.equal(
    texts.map((_, index) => readFileSync(join(folder, `${index}.sql`), 'utf8')),
    texts,
  );
  rmSync(folder, { recursive: true });
});

test('sees what means something else, and what was left and is not the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prove-'));
  for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, `${name}.sql`), 'SELECT 1;\n');
  const outcomes = ['mended', 'left', 'sound'] as const;
  const fix: typeof fixFiles = async (_, paths) =>
    paths.map((path, index) => {
      writeFileSync(path, index === 2 ? 'SELECT 1;\n' : 'select 2;\n');
      return { path, outcome: outcomes[index] ?? 'sound' };
    });
  const proof = await proveFix(readConfig(), folder, { most: 3, fix });
  assert.equal(proof.changed, [join(folder, 'a.sql'), join(folder, 'b.sql')]);
  assert.equal(proof.unsettled, [join(folder, 'a.sql')]);
  rmSync(folder, { recursive: true });
});

test.run();
