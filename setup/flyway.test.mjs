import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { checkJars } from './flyway.mjs';
import { JARS } from './flyway-jars.mjs';
import { digest } from './stamps.mjs';

const test = suite('checkJars');
const JAR = { file: 'a-1.jar', sha256: digest('right') };

test.before.each((context) => {
  context.folder = mkdtempSync(join(tmpdir(), 'procwright-jars-'));
  context.jar = join(context.folder, JAR.file);
});
test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

test('leaves a jar with the right SHA-256', ({ folder, jar }) => {
  writeFileSync(jar, 'right');
  checkJars(folder, [JAR]);
  assert.ok(existsSync(jar));
});

test('removes any other, and says so', ({ folder, jar }) => {
  writeFileSync(jar, 'wrong');
  assert.throws(
    () => checkJars(folder, [JAR]),
    (error) => {
      assert.is(
        error.message,
        `a-1.jar: SHA-256 is ${digest('wrong')}, expected ${digest('right')}. ` +
          'The file was removed.\nIf you use a mirror, check PROCWRIGHT_MAVEN_URL.',
      );
      return true;
    },
  );
  assert.not(existsSync(jar));
});

test('knows ten jars, each by its own SHA-256', () => {
  assert.is(new Set(JARS.map(({ sha256 }) => sha256)).size, 10);
  for (const { sha256 } of JARS) assert.match(sha256, /^[0-9a-f]{64}$/);
});

test.run();
