import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig } from '../../../config.ts';
import { MOST_BYTES } from '../check-layout.ts';
import { fixFiles } from './fix-files.ts';
import { replaceFile } from './replace-file.ts';

const test = suite<{ folder: string }>('fixFiles');
const config = readConfig();

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'fix-'));
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

const BODY = 'do $$ BEGIN  perform 1 ; END $$;\n';

/** Name, text, what becomes of it, and the text then; none: it stays. */
const CASES = [
  ['layout', 'SELECT A,b  FROM T;\n', 'mended', 'select\n    a,\n    b\nfrom t;\n'],
  ['sound', 'select 1;\n', 'sound'],
  ['body', `SELECT 1;\n${BODY}`, 'mended', `select 1;\n${BODY}`],
  ['crlf', "SELECT 'a\r\nb';\r\n", 'mended', "select 'a\r\nb';\r\n"],
  ['mark', '\uFEFFSELECT 1;\n', 'mended', '\uFEFFselect 1;\n'],
  ['two-ends', 'SELECT 1;\r\nSELECT 2;\nselect 3;\n', 'left'],
  ['meaning', 'SELECT É;\n', 'left'],
  ['foreign', '\\set x 1\nSELECT :x;\n', 'left'],
  ['large', `SELECT 1; -- ${'x'.repeat(MOST_BYTES)}\n`, 'left'],
] as const;

test('mends what it can prove, and leaves the rest as it was', async ({ folder }) => {
  const paths = CASES.map(([name]) => join(folder, `${name}.sql`));
  CASES.forEach(([, text], index) => writeFileSync(paths[index] ?? '', text));
  const latin = join(folder, 'latin.sql');
  writeFileSync(latin, Buffer.from("SELECT 'é';\n", 'latin1'));
  const long = new Date(0);
  for (const path of paths) utimesSync(path, long, long);
  const fixed = await fixFiles(config, [...paths, latin]);
  CASES.forEach(([name, text, outcome, mended], index) => {
    const path = paths[index] ?? '';
    assert.is(fixed[index]?.outcome, outcome, name);
    assert.is(readFileSync(path, 'utf8'), mended ?? text, name);
    assert.is(statSync(path).mtimeMs === 0, outcome !== 'mended', name);
    assert.is(fixed[index]?.reason === undefined, outcome !== 'left', name);
  });
  assert.is(fixed.at(-1)?.reason, 'it is not UTF-8');
  assert.is(readdirSync(folder).length, CASES.length + 1); // no part is left lying
});

test('keeps the mode of a file, and a link', async ({ folder }) => {
  const [path, link] = [join(folder, 'a.sql'), join(folder, 'link.sql')];
  writeFileSync(path, 'SELECT 1;\n');
  chmodSync(path, 0o751);
  symlinkSync(basename(path), link);
  assert.equal(await fixFiles(config, [link]), [{ path: link, outcome: 'mended' }]);
  assert.is(statSync(path).mode & 0o7777, 0o751);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.is(readFileSync(path, 'utf8'), 'select 1;\n');
});

test('does not overwrite what changed in the meantime', ({ folder }) => {
  const path = join(folder, 'a.sql');
  writeFileSync(path, 'theirs');
  assert.not(replaceFile(path, Buffer.from('read'), Buffer.from('ours')));
  assert.is(readFileSync(path, 'utf8'), 'theirs');
  assert.equal(readdirSync(folder), ['a.sql']);
});

test.run();
