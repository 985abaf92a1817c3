import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig } from '../../config.ts';
import { isBlocking } from '../finding.ts';
import { isSqlName, readGiven } from '../given/read-given.ts';
import { lint } from '../lint.ts';
import { KINDS, newFiles } from './new-files.ts';

const install = fileURLToPath(new URL('../../../', import.meta.url));
const test = suite<{ root: string }>('newFiles');

test.before.each((context) => {
  context.root = mkdtempSync(join(tmpdir(), 'new-'));
  put(context.root, 'sql/V/V0007__old.sql', '');
  put(context.root, 'sql/R/30_app/README.md', '');
  put(context.root, 'sql/R/90_api/README.md', '');
  put(context.root, 'src/standards/rules/routines/PW608-no-swallowed-error.ts', '');
  put(context.root, 'docs/adr/0009-last.md', '');
});
test.after.each(({ root }) => rmSync(root, { recursive: true }));

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  table: ['sql/V/V0008__item.sql', 'sql/U/U0008__item.sql', 'sql/tests/invariants/item.test.sql'],
  migration: [
    'sql/V/V0008__add_stock.sql',
    'sql/U/U0008__add_stock.sql',
    'sql/tests/invariants/add_stock.test.sql',
  ],
  routine: ['sql/R/30_app/R__30_app.stock.sql', 'sql/tests/30_app/stock.test.sql'],
  door: ['sql/R/90_api/R__90_api.get_stock.sql', 'sql/tests/90_api/get_stock.test.sql'],
  test: ['sql/tests/30_app/stock.test.sql'],
  rule: [
    'src/standards/rules/routines/PW609-no-thing.ts',
    'standards/cases/PW609/bad.sql',
    'standards/cases/PW609/good.sql',
  ],
  adr: ['docs/adr/0010-what-is-decided.md'],
};

for (const [kind, { example }] of Object.entries(KINDS)) {
  test(`gives a ${kind} the next number and its place`, ({ root }) => {
    const files = newFiles({ root, install }, kind, example);
    assert.equal(
      files.map(({ path }) => path),
      EXPECTED[kind],
    );
    assert.not.ok(files.some(({ text }) => text.includes('{{')));
  });
}

for (const kind of ['table', 'migration', 'routine', 'door']) {
  test(`makes a ${kind} that passes lint, with a test that fails`, async ({ root }) => {
    const files = newFiles({ root, install }, kind, KINDS[kind]?.example ?? '');
    for (const { path, text } of files) put(root, path, text);
    const given = readGiven(files.map(({ path }) => join(root, path)).filter(isSqlName));
    const { findings } = await lint(readConfig(process.env, root), given);
    assert.equal(findings.filter(isBlocking), []);
    const tests = files.filter(({ path }) => path.endsWith('.test.sql'));
    assert.ok(tests.length === 1 && tests.every(({ text }) => /^select fail\(/m.test(text)));
  });
}

test("takes the project's own template where there is one", ({ root }) => {
  put(root, 'standards/templates/adr/adr.md', '{{number}} {{words}}');
  const [file] = newFiles({ root, install }, 'adr', 'what-is-decided');
  assert.is(file?.text, '0010 What is decided');
});

for (const [name, kind, given, message] of [
  ['an unknown kind', 'rutine', 'app.f', /Nothing is known of a rutine/],
  ['a name of another form', 'routine', 'Stock', /can't be named Stock/],
  ['no name', 'table', '', /can't be named by nothing/],
  ['a name that PostgreSQL would cut', 'migration', 'x'.repeat(64), /64 bytes to 63/],
  ['a rule outside of procwright', 'rule', 'PW9 no-thing', /of procwright itself/],
  ['a schema without a folder', 'routine', 'other.f', /no folder for the schema other/],
  ['what is there', 'migration', 'old', /is there already/],
] as const) {
  test(`refuses ${name}`, ({ root }) => {
    put(root, 'sql/U/U0008__old.sql', 'kept');
    assert.throws(() => newFiles({ root, install }, kind, given), message);
    assert.is(readFileSync(join(root, 'sql/U/U0008__old.sql'), 'utf8'), 'kept');
  });
}

test.run();
