import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { ensurePasswords } from '../cluster/pass-file.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { runScript } from './run.ts';

const test = suite('runScript');
const address = { host: '127.0.0.1', port: 5999 };
const config = makeTrialProject({
  environment: { PGHOST: 'elsewhere.example', TRIAL: 'kept' },
  logins: { writer: ['app_write'], loader: ['app_load'], operator: ['app_ops'] },
});
const folder = join(config.root, 'scripts');
const told = join(config.root, 'told.json');

mkdirSync(join(folder, 'parts'), { recursive: true });
chmodSync(folder, 0o755);
ensurePasswords(config, ['writer', 'loader', 'operator']);
writeFileSync(join(folder, 'parts', 'seed_part.py'), '');
writeFileSync(join(folder, 'seed_test.py'), '');
writeFileSync(
  join(folder, 'whole_thing_test.py'),
  'import sys\nif __name__ == "__main__":\n    sys.exit(1)\n',
);
writeFileSync(
  join(folder, 'seed.py'),
  `import json, os, sys
names = ["DATABASE_URL", "IMPORT_URL", "OPERATOR_URL", "PGPASSFILE", "PROCWRIGHT_BIN"]
names += ["PGHOST", "TRIAL"]
told = {"args": sys.argv[2:], **{name: os.environ.get(name) for name in names}}
json.dump(told, open(${JSON.stringify(told)}, "w"))
sys.exit(int(sys.argv[1]))
`,
);

test.after(() => removeTrialProject(config));

test('gives a script its arguments, its databases and no setting of libpq', async () => {
  assert.is(await runScript(config, address, ['seed', '0', '--flag', 'x y']), EXIT.fine);
  const seen = JSON.parse(readFileSync(told, 'utf8')) as Record<string, unknown>;
  assert.match(String(seen['PGPASSFILE']), /pgpass$/);
  assert.ok(existsSync(String(seen['PROCWRIGHT_BIN'])));
  assert.equal(seen, {
    args: ['--flag', 'x y'],
    DATABASE_URL: 'postgres://writer@127.0.0.1:5999/trial',
    IMPORT_URL: 'postgres://loader@127.0.0.1:5999/trial',
    OPERATOR_URL: 'postgres://operator@127.0.0.1:5999/trial',
    PGPASSFILE: seen['PGPASSFILE'],
    PROCWRIGHT_BIN: seen['PROCWRIGHT_BIN'],
    PGHOST: null,
    TRIAL: 'kept',
  });
});

for (const [given, exit] of [
  ['1', EXIT.findings],
  ['2', EXIT.usage],
  ['4', EXIT.noDatabase],
  ['77', EXIT.findings],
] as const) {
  test(`ends with ${exit} after a script that exits with ${given}`, async () => {
    assert.is(await runScript(config, address, ['seed', given]), exit);
  });
}

test('runs a test that has a main', async () => {
  assert.is(await runScript(config, address, ['whole_thing_test']), EXIT.findings);
});

test('ends a script when the run is to end', async () => {
  const stopped = { signal: AbortSignal.abort() };
  assert.is(await runScript(config, address, ['seed', '0'], stopped), EXIT.findings);
});

for (const name of ['sead', 'seed_part', 'seed_test', '../scripts/seed', '']) {
  test(`has no script ${JSON.stringify(name)}, and names the nearest`, async () => {
    try {
      await runScript(config, address, [name]);
      assert.unreachable();
    } catch (error) {
      assert.instance(error, CommandFault);
      assert.is((error as CommandFault).exitCode, EXIT.usage);
      assert.is((error as CommandFault).fix, 'Did you mean seed?');
    }
  });
}

test.run();
