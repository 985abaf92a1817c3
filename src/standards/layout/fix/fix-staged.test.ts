import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig } from '../../../config.ts';
import { CommandFault } from '../../../exit-code.ts';
import { fixStaged } from './fix-staged.ts';

const test = suite<{ folder: string }>('fixStaged');
const config = readConfig();

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'staged-'));
  git(context.folder, 'init', '-q');
  mkdirSync(join(context.folder, 'sql'));
  for (const name of ['a.sql', 'sql/b.sql']) {
    writeFileSync(join(context.folder, name), 'SELECT 1;\n');
  }
  git(context.folder, 'add', '.');
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
}

test('mends what is staged, and stages it again', async ({ folder }) => {
  assert.equal(await fixStaged(config, folder, ['a.sql', 'sql/b.sql']), [
    { path: 'a.sql', outcome: 'mended' },
    { path: 'sql/b.sql', outcome: 'mended' },
  ]);
  assert.is(git(folder, 'show', ':a.sql'), 'select 1;\n');
  assert.is(git(folder, 'diff', '--name-only'), '');
});

test('refuses all when one is staged in part, seen from a folder below too', async ({ folder }) => {
  writeFileSync(join(folder, 'a.sql'), 'SELECT 1;\nselect 2;\n');
  for (const [from, paths] of [
    [folder, ['a.sql', 'sql/b.sql']],
    [join(folder, 'sql'), ['../a.sql', 'b.sql']],
  ] as const) {
    let fault: unknown;
    await fixStaged(config, from, paths).catch((error: unknown) => (fault = error));
    assert.instance(fault, CommandFault);
    assert.match(String(fault), /not staged: a\.sql$/);
  }
  assert.is(readFileSync(join(folder, 'sql', 'b.sql'), 'utf8'), 'SELECT 1;\n');
});

test.run();
