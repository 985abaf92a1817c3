import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { projectState, readConfig, requireProject, wantsColour } from './config.ts';
import { CommandFault } from './exit-code.ts';

const test = suite('readConfig');

/** What a call says that ends in a fault. */
function messageOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    assert.instance(error, CommandFault);
    return (error as CommandFault).message;
  }
  return '';
}

test('finds the project from any folder below it', () => {
  const here = readConfig({}, import.meta.dirname);
  assert.is(here.root, here.install);
  assert.is(here.project?.api, 'api');
});

test('stands in no project elsewhere, and says so when one is needed', () => {
  const config = readConfig({}, '/');
  assert.is(config.root, null);
  assert.match(
    messageOf(() => requireProject(config)),
    'no procwright.json',
  );
});

test('colours by force, never with NO_COLOR', () => {
  assert.is(wantsColour({ FORCE_COLOR: '1' }), true);
  assert.is(wantsColour({ FORCE_COLOR: '1', NO_COLOR: '1' }), false);
  assert.is(wantsColour({ CI: 'true', FORCE_COLOR: '0' }), process.stdout.isTTY === true);
});

test('says what to do where the state of a project can not be written', () => {
  const root = mkdtempSync(join(tmpdir(), 'config-'));
  copyFileSync(new URL('../procwright.json', import.meta.url), join(root, 'procwright.json'));
  const config = requireProject(readConfig({ PROCWRIGHT_STATE: '/dev/null/state' }, root));
  assert.match(
    messageOf(() => projectState(config)),
    /Cannot write .*PROCWRIGHT_STATE/,
  );
  rmSync(root, { recursive: true });
});

test.run();
