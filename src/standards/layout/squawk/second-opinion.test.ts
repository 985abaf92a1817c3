import { loadModule } from 'libpg-query';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig } from '../../../config.ts';
import { readText } from '../../read-file.ts';
import { secondOpinion } from './second-opinion.ts';

const test = suite('secondOpinion');
const config = readConfig();

const HAZARD = 'create index t_c_idx on app.t (c)';

/** `line:column rule` of all that is said of files, asked in one run. */
async function ask(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  await loadModule();
  const texts = Object.entries(files).map(([path, text]) => readText({ path, text }));
  const opinions = await secondOpinion(config, texts);
  return opinions.map(({ finding: { file, line, column, rule, level } }) =>
    [file, `${line}:${column}`, rule, level].join(' '),
  );
}

test('sees the top, a body, an EXECUTE and a quoted body, each at its place', async () => {
  const body = `-- é\ndo $$\nbegin\n  ${HAZARD};\nend $$;\n`;
  const execute = `do $$\nbegin\n  execute 'ü'; execute '${HAZARD}';\nend $$;\n`;
  const quoted = `do 'begin\n  perform ''é''; ${HAZARD};\nend';\n`;
  assert.equal(
    await ask({ 'a.sql': `\n  ${HAZARD};\n`, 'b.sql': body, 'c.sql': execute, 'd.sql': quoted }),
    [
      'a.sql 2:3 require-concurrent-index-creation warning',
      'b.sql 4:3 require-concurrent-index-creation warning',
      'c.sql 3:25 require-concurrent-index-creation warning',
      'd.sql 2:18 require-concurrent-index-creation warning',
    ],
  );
});

test('knows what the same file made, and heeds no comment of its own', async () => {
  const safe = `create table app.t (c text);\n${HAZARD};\n`;
  const hushed = `-- squawk-ignore require-concurrent-index-creation\n${HAZARD};\n`;
  assert.equal(await ask({ 'a.sql': safe, 'b.sql': hushed }), [
    'b.sql 2:1 require-concurrent-index-creation warning',
  ]);
});

test('says nothing by a rule that contradicts the register', async () => {
  const text = 'create domain app.d as text constraint d_check check (value > 0);\n';
  assert.equal(await ask({ 'a.sql': `${text}alter table app.t add column n integer;\n` }), []);
});

test('passes over undo files and tests, and the old signature in a repeatable file', async () => {
  const drop = 'drop function app.f(bigint);\n';
  const said = await ask({
    'U0001__t.sql': drop,
    'f.test.sql': drop,
    'R__10_app.f.sql': drop,
    'V0001__t.sql': drop,
  });
  assert.equal(said, ['V0001__t.sql 1:1 ban-drop-function warning']);
});

test('notes what it can not read, and judges the rest', async () => {
  const odd = "select x'zz'"; // PostgreSQL's grammar takes it, and its types refuse it
  assert.equal(await ask({ 'a.sql': `${odd};\n${HAZARD};\n` }), [
    'a.sql 1:1 PW806 note',
    'a.sql 2:1 require-concurrent-index-creation warning',
  ]);
});

test.run();
