import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Config, readConfig } from '../config.ts';
import { readGiven } from './given/read-given.ts';
import { lint } from './lint.ts';

const test = suite<{ folder: string; config: Config }>('lint');

test.before.each((context) => {
  // some rules speak in a project's folder alone
  context.folder = join(mkdtempSync(join(tmpdir(), 'lint-')), 'sql', 'callbacks');
  mkdirSync(context.folder, { recursive: true });
  const environment = { ...process.env, XDG_CACHE_HOME: join(context.folder, 'cache') };
  context.config = readConfig(environment, context.folder); // no project
});

test.after.each(({ folder }) => rmSync(join(folder, '..', '..'), { recursive: true }));

const CASES = [
  ['is content with good layout', 'select\n    1 as one,\n    2 as two;\n', []],
  ['finds upper case', 'SELECT 1;\n', ['1:1 CP01']],
  ['says what it can not read', 'select 1;\n\nselect from from t;\n', ['3:13 PW806']],
  ['tells a long line once', `-- ${'x'.repeat(100)}\n`, ['1:1 LT05']],
  ['heeds no noqa', 'SELECT 1; -- noqa\n', ['1:1 CP01']],
  ['finds a long line in a body', body(`-- ${'x'.repeat(100)}`), ['5:101 PW112']],
  ['reads a large file', `${`-- ${'x'.repeat(90)}\n`.repeat(300)}SELECT 1;\n`, ['301:1 CP01']],
] as const;

test('judges each file by itself', async ({ folder, config }) => {
  for (const [name, text] of CASES) writeFileSync(join(folder, `${name}.sql`), text);
  const { files, findings } = await lint(config, readGiven([folder]), { day: TODAY });
  assert.is(files.length, CASES.length);
  for (const [name, , expected] of CASES) {
    const places = findings
      .filter(({ file, rule }) => file.endsWith(`${name}.sql`) && !/^PW[2-7]/.test(rule))
      .map(({ line, column, rule }) => `${line}:${column} ${rule}`);
    assert.equal(places, expected, name);
  }
});

test('says what it could not read, and judges the rest', async ({ folder, config }) => {
  writeFileSync(join(folder, 'binary.sql'), 'a\0b');
  writeFileSync(join(folder, 'upper.sql'), 'SELECT 1;\n');
  const { files, texts, findings } = await lint(config, readGiven([folder]), { day: TODAY });
  assert.is(files.length, 2);
  assert.is(texts.length, 1);
  assert.equal(
    findings.map(({ rule }) => rule),
    ['PW806', 'CP01'],
  );
});

test('waives what every source says, and judges the waivers', async ({ folder, config }) => {
  const waivers = ['PW112', 'CP01', 'LT01', 'search-path-set'].map(
    (rule) => `-- procwright:allow ${rule} it was agreed until=2026-12-31\n`,
  );
  const text = `${waivers.join('')}${body(`-- ${'x'.repeat(100)}`).replace('create', 'CREATE')}`;
  writeFileSync(join(folder, 'a.sql'), text);
  const { findings } = await lint(config, readGiven([folder]), { day: TODAY });
  const told = findings
    .filter(({ rule, waived }) => rule.startsWith('PW80') || waived !== undefined)
    .map(({ line, rule, waived }) => `${line} ${rule} ${waived ?? ''}`.trim());
  assert.equal(told, [
    '3 PW805',
    '5 CP01 it was agreed',
    '5 PW601 it was agreed',
    '9 PW112 it was agreed',
  ]);
});

const TODAY = '2026-06-15';

function body(line: string): string {
  return `create function app.f()
returns void
language plpgsql
as $body$
${line}
begin
end;
$body$;
`;
}

test.run();
