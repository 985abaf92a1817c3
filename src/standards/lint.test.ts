import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Config, readConfig } from '../config.ts';
import { CommandFault } from '../exit-code.ts';
import { lint } from './lint.ts';
import { renderFinding } from './render-findings.ts';

const test = suite<{ folder: string; config: Config }>('lint');

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'lint-'));
  const environment = { ...process.env, XDG_CACHE_HOME: join(context.folder, 'cache') };
  context.config = readConfig(environment, context.folder); // no project
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

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
  const { files, findings } = await lint(config, [folder]);
  assert.is(files.length, CASES.length);
  for (const [name, , expected] of CASES) {
    const places = findings
      .filter(({ file, rule }) => file.endsWith(`${name}.sql`) && !/^PW[2-7]/.test(rule))
      .map(({ line, column, rule }) => `${line}:${column} ${rule}`);
    assert.equal(places, expected, name);
  }
});

for (const [name, path] of [
  ['a path that is not there', 'none.sql'],
  ['a folder without SQL', '.'],
] as const) {
  test(`faults ${name}`, async ({ folder, config }) => {
    let fault: unknown;
    await lint(config, [join(folder, path)]).catch((error: unknown) => (fault = error));
    assert.instance(fault, CommandFault);
  });
}

test('shows the line with a caret under the place', ({ folder }) => {
  const file = join(folder, 'a.sql');
  writeFileSync(file, 'select 1;\n  select 2;\n');
  const place = { file, line: 2, column: 3 };
  const finding = {
    rule: 'LT02',
    level: 'warning',
    message: 'Indent.',
    source: 'sqlfluff',
  } as const;
  const lines = renderFinding({ ...place, ...finding })
    .replaceAll(/\u001B\[\d+m/g, '')
    .split('\n');
  assert.equal(lines, [`${file}:2:3 LT02 Indent.`, '      select 2;', '      ^']);
});

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
