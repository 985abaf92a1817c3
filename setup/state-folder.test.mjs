import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { projectId, stateFolder } from './state-folder.mjs';

const test = suite('stateFolder');

test.before.each((context) => {
  context.base = mkdtempSync(join(tmpdir(), 'procwright-state-'));
  context.project = join(context.base, 'clone');
  context.environment = { PROCWRIGHT_STATE: join(context.base, 'states') };
  mkdirSync(context.project);
});
test.after.each(({ base }) => rmSync(base, { recursive: true }));

test('lies where PROCWRIGHT_STATE says, one folder a project', ({ project, environment }) => {
  const state = stateFolder(project, environment);
  assert.is(state, join(environment.PROCWRIGHT_STATE, projectId(project)));
  assert.is(stateFolder(project, environment), state);
});

test('lets the server pass, whatever the umask', ({ project, environment }) => {
  const umask = process.umask(0o077);
  const state = stateFolder(project, environment);
  process.umask(umask);
  assert.is(statSync(state).mode & 0o777, 0o711);
});

test('gives a copied clone with a link its own', ({ base, project, environment }) => {
  const state = stateFolder(project, environment);
  const copy = join(base, 'copy');
  cpSync(project, copy, { recursive: true, verbatimSymlinks: true });
  assert.is.not(stateFolder(copy, environment), state);
  assert.is(stateFolder(project, environment), state);
});

test('puts aside what a copied clone brought in its folder', ({ base, project, environment }) => {
  mkdirSync(join(project, '.procwright')); // as an ordinary user has it: no link
  const state = stateFolder(project, environment);
  writeFileSync(join(state, 'tools.json'), '{}');
  const copy = join(base, 'copy');
  cpSync(project, copy, { recursive: true });

  const own = stateFolder(copy, environment);

  assert.is(own, join(copy, '.procwright'));
  const [aside, ...rest] = readdirSync(own);
  assert.match(aside, new RegExp(`^of-${projectId(project)}-`));
  assert.equal(rest, ['project']);
  assert.equal(readdirSync(join(own, aside)).sort(), ['project', 'tools.json']);
  assert.equal(readdirSync(state).sort(), ['project', 'tools.json'], 'the original keeps all');
});

test('lays a link anew whose folder was removed', ({ project, environment }) => {
  const state = stateFolder(project, environment);
  rmSync(state, { recursive: true });
  assert.is(stateFolder(project, environment), state);
});

test('says who can not write where, and what to do', ({ base, project }) => {
  writeFileSync(join(base, 'file'), '');
  const environment = { PROCWRIGHT_STATE: join(base, 'file') };
  assert.throws(
    () => stateFolder(project, environment),
    /^Cannot write .*file.* as \w+ \(ENOTDIR\)\. Move .*, or set PROCWRIGHT_STATE=\/folder\.$/,
  );
});

test.run();
