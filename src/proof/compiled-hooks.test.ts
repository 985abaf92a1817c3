import { readFileSync } from 'node:fs';
import type { LoadFnOutput, ResolveFnOutput } from 'node:module';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { runProcess } from '../run-process.ts';
import { load, resolve } from './compiled-hooks.ts';

const test = suite('compiled-hooks');
const source = new URL('../in-parallel.ts', import.meta.url);
const loader = new URL('../../dist/proof/compiled-sources.js', import.meta.url);

const CONTEXT = {
  conditions: [],
  importAttributes: {},
  importAssertions: {}, // its older name, which Node 20 still has
  format: undefined,
};

const next = async (url: string): Promise<ResolveFnOutput & LoadFnOutput> => ({
  url,
  format: 'builtin',
});

/** What the next hook is asked for, when a file imports by this word. */
async function asked(specifier: string, parentURL: string): Promise<string> {
  return (await resolve(specifier, { ...CONTEXT, parentURL }, next)).url;
}

for (const [specifier, parent, found] of [
  ['./a.js', source.href, './a.ts'],
  ['../a.mjs', source.href, '../a.mjs'],
  ['uvu/assert.js', source.href, 'uvu/assert.js'],
  ['./a.js', 'file:///elsewhere/a.ts', './a.js'],
] as const) {
  test(`finds ${specifier} from ${parent.replace(/.*\//, '')} as ${found}`, async () => {
    assert.is(await asked(specifier, parent), found);
  });
}

test('leaves what is no source of ours', async () => {
  assert.is((await load('node:fs', CONTEXT, next)).format, 'builtin');
});

test('refuses a source that was not compiled', async () => {
  const unknown = new URL('not-there.ts', source).href;
  let says = '';
  try {
    await load(unknown, CONTEXT, next);
  } catch (error) {
    says = String(error);
  }
  assert.match(says, 'is newer than the last set-up: run it again');
});

test('runs a source at its own place, and a failure tells of its lines', async () => {
  const program = `import { refuseIfStopped } from '${source.href}';
refuseIfStopped(AbortSignal.abort());`;
  const options = ['--enable-source-maps', '--import', loader.href, '--input-type=module'];
  const { code, stderr } = await runProcess(process.execPath, [...options, '-e', program]);
  const lines = readFileSync(source, 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes("'Stopped.'")) + 1;
  assert.is(code, 1);
  assert.match(stderr, `${fileURLToPath(source)}:${line}:`);
});

test.run();
