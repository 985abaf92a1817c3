import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig, readTools } from '../../config.ts';
import { CommandFault } from '../../exit-code.ts';
import { layoutConfigFile } from './check-layout.ts';
import { isLayoutFault, runSqlfluff } from './run-sqlfluff.ts';

const test = suite<{ folder: string }>('runSqlfluff');
const config = readConfig();
const job = { configFile: layoutConfigFile(config), isFix: false };

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'sqlfluff-'));
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

/** A configuration whose Python is a script that stands in for it. */
function withPython(folder: string, script: string) {
  const python = join(folder, 'python');
  writeFileSync(python, script);
  chmodSync(python, 0o755);
  const state = join(folder, '.procwright');
  mkdirSync(state);
  writeFileSync(join(state, 'project'), folder);
  writeFileSync(join(state, 'tools.json'), JSON.stringify({ ...readTools(config), python }));
  return { ...config, install: folder };
}

test('answers in the order of the texts', async () => {
  const texts = ['select 1;\n', 'SELECT 1;\n', 'select from from t;\n'];
  const answers = await runSqlfluff(config, texts, job);
  assert.equal(
    answers.map((answer) => !isLayoutFault(answer) && answer.violations.map(({ code }) => code)),
    [[], ['CP01'], ['PRS']],
  );
});

test('mends layout and capitalisation, and nothing else', async ({ folder }) => {
  const configFile = join(folder, 'all.cfg');
  writeFileSync(configFile, '[sqlfluff]\ndialect = postgres\n'); // every rule: ST01 drops an else
  const text = 'SELECT case when a then 1 else null end\n  ,b   FROM t;\n';
  const [answer] = await runSqlfluff(config, [text], { configFile, isFix: true });
  const mended = answer === undefined || isLayoutFault(answer) ? '' : answer.text;
  assert.match(mended ?? '', /else null/i);
  assert.match(mended ?? '', /end,\n\s+b\nfrom t;/i);
});

test('goes on behind a text that ends the process', async ({ folder }) => {
  const script = `#!/bin/sh
job=$(cat)
case "$job" in
  *'"texts":["one"'*) printf '{"violations":[]}\\n{"viol'; kill -9 $$ ;;
  *) printf '{"violations":[]}\\n' ;;
esac
`;
  const answers = await runSqlfluff(withPython(folder, script), ['one', 'two', 'three'], job);
  assert.equal(
    answers.map((answer) => isLayoutFault(answer)),
    [false, true, false],
  );
});

test('tells a fault of sqlfluff at one text', async ({ folder }) => {
  const script = `#!/bin/sh\ncat > /dev/null\necho '{"fault":"ValueError: x"}'\n`;
  const answers = await runSqlfluff(withPython(folder, script), ['select 1'], job);
  assert.equal(answers, [{ fault: 'ValueError: x' }]);
});

test('faults a Python without sqlfluff', async ({ folder }) => {
  const script = '#!/bin/sh\necho "No module named sqlfluff" >&2\nexit 1\n';
  let fault: unknown;
  await runSqlfluff(withPython(folder, script), ['select 1'], job).catch((error: unknown) => {
    fault = error;
  });
  assert.instance(fault, CommandFault);
  assert.match(String(fault), /did not run: No module named sqlfluff/);
});

test.run();
