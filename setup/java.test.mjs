import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { findJava } from './java.mjs';
import { openPrograms } from './programs.mjs';

const test = suite('findJava');

test.before.each((context) => {
  const root = mkdtempSync(join(tmpdir(), 'procwright-java-'));
  const { run } = openPrograms(process.env, { remember() {}, forget() {} });
  context.root = root;
  context.job = { environment: { PATH: join(root, 'path') }, run };
});
test.after.each(({ root }) => rmSync(root, { recursive: true }));

function fakeJava(folder, body) {
  mkdirSync(folder, { recursive: true });
  const bin = join(folder, 'java');
  writeFileSync(bin, `#!/bin/sh\n${body}\n`);
  chmodSync(bin, 0o755);
  return bin;
}

const tells = (version) => `echo 'openjdk version "${version}" 2025-04-15' >&2`;

test('takes JAVA_HOME before PATH', async ({ root, job }) => {
  fakeJava(join(root, 'path'), tells('21.0.1'));
  const bin = fakeJava(join(root, 'home', 'bin'), tells('17.0.15'));
  job.environment.JAVA_HOME = join(root, 'home');
  assert.equal(await findJava(job), { bin, version: 17 });
});

test('passes over one that is too old, and one that does not run', async ({ root, job }) => {
  fakeJava(join(root, 'home', 'bin'), tells('1.8.0_442'));
  fakeJava(join(root, 'stub'), 'echo "Unable to locate a Java Runtime." >&2; exit 1');
  const bin = fakeJava(join(root, 'path'), tells('25'));
  job.environment.JAVA_HOME = join(root, 'home');
  job.environment.PATH = `${join(root, 'stub')}:${join(root, 'path')}`;
  assert.equal(await findJava(job), { bin, version: 25 });
});

test('finds none where none is', async ({ job }) => {
  assert.is(await findJava(job), null);
});

test('takes PROCWRIGHT_JAVA or nothing', async ({ root, job }) => {
  const bin = fakeJava(join(root, 'own'), tells('18.0.2'));
  fakeJava(join(root, 'path'), tells('21.0.1'));
  job.environment.PROCWRIGHT_JAVA = bin;
  assert.equal(await findJava(job), { bin, version: 18 });
  job.environment.PROCWRIGHT_JAVA = '/bin/true';
  await findJava(job).then(assert.unreachable, ({ message }) => {
    assert.match(message, /^PROCWRIGHT_JAVA=\/bin\/true is no Java 17 or newer\. Set it to/);
  });
});

test.run();
