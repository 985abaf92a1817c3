import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { readConfig, readTools } from './config.ts';
import { pythonEnvironment } from './python-environment.ts';
import { runProcess } from './run-process.ts';

const test = suite('pythonEnvironment');
const config = readConfig({ ...process.env, PYTHONDONTWRITEBYTECODE: '1' });
const folder = mkdtempSync(join(tmpdir(), 'procwright-python-'));

test.after(() => rmSync(folder, { recursive: true }));

/** What Python has compiled of a module of a folder of ours, and where. */
async function compiled(environment: ReturnType<typeof pythonEnvironment>, name: string) {
  writeFileSync(join(folder, `${name}.py`), '');
  const args = ['-c', `import ${name}; print(${name}.__cached__)`];
  const { code, stdout, stderr } = await runProcess(readTools(config).python, args, {
    cwd: folder,
    environment,
  });
  assert.is(code, 0, stderr);
  return { file: stdout.trim(), isThere: existsSync(stdout.trim()) };
}

test('keeps what Python compiles, and nothing beside its source', async () => {
  const { file, isThere } = await compiled(pythonEnvironment(config), 'kept');
  assert.ok(isThere, file);
  assert.not.ok(file.startsWith(folder));
  assert.equal(readdirSync(folder), ['kept.py']);
  rmSync(file);
});

test('as it is found, Python keeps nothing', async () => {
  assert.not.ok((await compiled(config.environment, 'lost')).isThere);
});

test('leaves a folder that was chosen', async () => {
  const chosen = { ...config.environment, PYTHONPYCACHEPREFIX: join(folder, 'own') };
  const { file, isThere } = await compiled(
    pythonEnvironment({ ...config, environment: chosen }),
    'a',
  );
  assert.ok(file.startsWith(join(folder, 'own')));
  assert.not.ok(isThere); // it may not write
});

test.run();
