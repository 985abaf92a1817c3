import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { projectState, readConfig, requireProject, type Config } from '../config.ts';
import { classArchive, hasArchive, javaCommand, makeArchive } from './java-command.ts';

const test = suite<{ config: Config; jars: string; folder: string }>('javaCommand');

test.before.each((context) => {
  const folder = mkdtempSync(join(tmpdir(), 'java-'));
  context.folder = folder;
  context.jars = join(folder, 'jars');
  mkdirSync(context.jars);
  writeFileSync(join(context.jars, 'a.jar'), 'a');
  writeFileSync(join(folder, 'procwright.json'), readFileSync('procwright.json'));
  const environment = { PROCWRIGHT_STATE: join(folder, 'state') };
  const project = requireProject(readConfig(environment, folder));
  context.config = { ...project, install: project.root };
  projectState(project);
  setJava(context, 17);
});

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

function setJava({ config, jars }: { config: Config; jars: string }, version: number): void {
  const tools = { java: { bin: '/j/java', version }, flyway: { jars, version: '1' } };
  writeFileSync(join(config.install, '.procwright', 'tools.json'), JSON.stringify(tools));
}

test('starts Flyway with its jars, and nothing that Java prints', ({ config, jars }) => {
  const words = javaCommand(config, ['-Xa']);
  assert.is(words[0], '/j/java');
  assert.ok(words.includes('-Xlog:disable'));
  assert.equal(words.slice(-3), ['-cp', `${jars}/*`, 'org.flywaydb.commandline.Main']);
});

test('archives classes on Java 17, more from 25 on', (context) => {
  const old = classArchive(context.config);
  assert.match(old.use[0] ?? '', /^-XX:SharedArchiveFile=.*\.jsa$/);
  assert.match(old.make[0] ?? '', /^-XX:ArchiveClassesAtExit=.*\.part$/);
  setJava(context, 25);
  const young = classArchive(context.config);
  assert.match(young.use[0] ?? '', /^-XX:AOTCache=.*\.aot$/);
  assert.match(young.make[0] ?? '', /^-XX:AOTCacheOutput=.*\.part$/);
});

test('has another archive for another jar', ({ config, jars }) => {
  const before = classArchive(config).file;
  writeFileSync(join(jars, 'b.jar'), 'b');
  assert.is.not(classArchive(config).file, before);
});

test('never shows half an archive', async ({ config }) => {
  const archive = classArchive(config);
  const write = (isMade: boolean) => async (options: readonly string[]) => {
    writeFileSync(options[0]?.replace(/^.*?=/, '') ?? '', 'x');
    assert.not(hasArchive(archive));
    return isMade;
  };
  await makeArchive(archive, write(false));
  assert.not(hasArchive(archive));
  await makeArchive(archive, write(true));
  assert.ok(hasArchive(archive));
  assert.ok(existsSync(archive.file));
});

test.run();
