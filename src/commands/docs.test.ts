import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type Config, readConfig } from '../config.ts';
import { readSnapshot, SNAPSHOT_FILE } from '../contract/snapshot.ts';
import { CommandFault } from '../exit-code.ts';
import { command } from './docs.ts';

const test = suite('docs');
const here = readConfig();
const empty = mkdtempSync(join(tmpdir(), 'docs-'));

test.after(() => rmSync(empty, { recursive: true }));

/** What the verb prints for a page. */
async function told(page: string, config: Config = here, isJson = false): Promise<string> {
  const printed: string[] = [];
  const { write } = process.stdout;
  process.stdout.write = (text) => printed.push(String(text)) > 0;
  try {
    const { signal } = new AbortController();
    await command.run({ config, args: [page], options: isJson ? { json: true } : {}, signal });
  } finally {
    process.stdout.write = write;
  }
  return printed.join('');
}

async function faultOf(page: string, config?: Config): Promise<CommandFault> {
  try {
    await told(page, config);
  } catch (error) {
    if (error instanceof CommandFault) return error;
  }
  throw new Error(`There is a page ${page}.`);
}

const { routines } = readSnapshot(
  SNAPSHOT_FILE,
  readFileSync(join(here.root ?? '', SNAPSHOT_FILE), 'utf8'),
);
const [said] = routines.flatMap(({ contract: { route, errors } }) =>
  route === null ? [] : errors.map((error) => ({ ...error, route })),
);

test('tells who answers with a refusal, and when', async () => {
  assert.ok(said);
  const text = await told(said.code);
  assert.match(text, new RegExp(`^${said.code}: status \\d{3}, not retryable\\nSaid by\\n`));
  assert.ok(text.includes(`  ${said.route.method} ${said.route.path}\n      ${said.when}\n`), text);
  const { code, meanings } = JSON.parse(await told(said.code, here, true));
  assert.is(code, said.code);
  assert.equal(meanings[0], { route: `${said.route.method} ${said.route.path}`, when: said.when });
});

test('tells of a problem of the service, without a project too', async () => {
  const config = readConfig(process.env, empty);
  assert.match(await told('outcome-unknown', config), /^outcome-unknown: status 503, /);
  assert.match((await faultOf(said?.code ?? '', config)).message, 'There is no page');
});

test('names the nearest of all codes for one that is misspelt', async () => {
  const { fix } = await faultOf(`${said?.code.slice(0, -1)}X`);
  assert.match(fix, said?.code.slice(0, 2) ?? '');
});

test.run();
