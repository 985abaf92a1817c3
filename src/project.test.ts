import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { CommandFault } from './exit-code.ts';
import { nearest } from './nearest.ts';
import { parseProject } from './project.ts';

const test = suite<{ folder: string }>('parseProject');
const own = await readFile(new URL('../procwright.json', import.meta.url), 'utf8');

test.before.each(async (context) => {
  context.folder = await mkdtemp(join(tmpdir(), 'project-'));
});

test.after.each(({ folder }) => rm(folder, { recursive: true }));

const LINE = own.split('\n').findIndex((line) => line.includes('"scripts": {')) + 1;

/** What is said about a file with this text; null when it passes. */
async function faultOf(folder: string, text: string): Promise<CommandFault | null> {
  const file = join(folder, 'procwright.json');
  await writeFile(file, text);
  try {
    parseProject(file);
    return null;
  } catch (error) {
    assert.instance(error, CommandFault);
    return error as CommandFault;
  }
}

test('reads the file of this repository', async ({ folder }) => {
  assert.is(await faultOf(folder, own), null);
});

for (const [name, from, to, message, fix] of [
  [
    'a misspelt key',
    '"scripts"',
    '"script"',
    `procwright.json:${LINE}: there is no key /script`,
    'scripts',
  ],
  ['a misspelt key below', '"actor"', '"acter"', ': there is no key /start/acter', 'actor'],
  ['a wrong type', '"scripts",', '7,', ': /scripts/folder must be string', 'Mend'],
  ['a routine without a schema', '"check": "', '"check": ".', '/partitions/check must', 'Mend'],
  ['a suite of no known kind', '"uvu"', '"mocha"', ': /suites/unit/kind must be', 'Mend'],
  ['broken JSON', '{', '{,', 'is not JSON', 'Mend'],
] as const) {
  test(`faults ${name} at its place`, async ({ folder }) => {
    assert.ok(own.includes(from));
    const fault = await faultOf(folder, own.replace(from, to));
    assert.ok(fault?.message.includes(message), fault?.message);
    assert.ok(fault?.fix.includes(fix), fault?.fix);
  });
}

test('names the nearest of several words', () => {
  assert.is(nearest('strat', ['serve', 'start', 'status']), 'Did you mean start?');
  assert.is(nearest('x', []), 'Leave it out.');
});

test.run();
