import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { type ProjectConfig, readConfig, requireProject } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { withClone } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import { withCluster } from '../scratch/with-cluster.ts';
import { command } from './keys.ts';

const test = suite('keys');
const folder = mkdtempSync(join(tmpdir(), 'keys-'));
const here = requireProject(readConfig({ ...process.env, PROCWRIGHT_DATABASE_URL: '' }));

test.after(() => rmSync(folder, { recursive: true }));

type Told = Readonly<Record<string, unknown>>;

/** Runs the verb on a database of its own; each call gives what it printed. */
async function inClone(body: (run: (...words: string[]) => Promise<Told>) => Promise<void>) {
  await withCluster(here, async (cluster) => {
    const template = await ensureTemplate(here, cluster);
    await withClone(here, cluster, template, async (database) => {
      const config: ProjectConfig = { ...here, project: { ...here.project, database } };
      await body((...words) => run(config, words));
    });
  });
}

/** `what key-id --name value …` */
async function run(config: ProjectConfig, words: readonly string[]): Promise<Told> {
  const at = words.findIndex((word) => word.startsWith('--'));
  const pairs = at < 0 ? [] : words.slice(at);
  const options = Object.fromEntries(
    pairs.flatMap((word, i) => (i % 2 === 0 ? [[word.slice(2), pairs[i + 1]]] : [])),
  );
  const args = at < 0 ? words : words.slice(0, at);
  const printed: string[] = [];
  const write = process.stdout.write;
  process.stdout.write = (text: string | Uint8Array) => printed.push(String(text)) > 0;
  try {
    const { signal } = new AbortController();
    const all = { ...options, json: true };
    assert.is(await command.run({ config, args, options: all, signal }), EXIT.fine);
  } finally {
    process.stdout.write = write;
  }
  return JSON.parse(printed.join('')) as Told;
}

const faultOf = (running: Promise<unknown>): Promise<string> =>
  running.then(
    () => 'none',
    (error: unknown) => {
      assert.instance(error, CommandFault);
      return error instanceof CommandFault ? `${error.message} ${error.fix}` : '';
    },
  );

test('issues, lists, rotates and revokes; a token is told once, and never listed', () =>
  inClone(async (run) => {
    const given = ['--actor', 'shop', '--scopes', 'all', '--label', 'desk', '--expires', '90d'];
    const issued = await run('issue', ...given);
    assert.match(String(issued['token']), /^pw_[0-9a-f]{12}_[\w-]{43}$/);
    const keyId = String(issued['key_id']);

    const file = join(folder, 'token');
    const rotated = await run('rotate', keyId, '--overlap', '1h', '--to', file);
    assert.is(rotated['token'], undefined);
    assert.is(statSync(file).mode & 0o777, 0o600);
    assert.match(readFileSync(file, 'utf8'), new RegExp(`^pw_${String(rotated['key_id'])}_`));

    assert.is((await run('revoke', keyId))['key_id'], keyId);
    const told = await run('list', '--actor', 'shop');
    const keys = told['keys'] as readonly Told[];
    assert.equal(
      keys.map((key) => [key['key_id'], key['state'], key['label'], key['replaces']]),
      [
        [keyId, 'revoked', 'desk', null],
        [rotated['key_id'], 'open', 'desk', keyId],
      ],
    );
    assert.not.match(JSON.stringify(told), String(issued['token']).slice(16));

    const again = await faultOf(run('rotate', keyId, '--to', join(folder, 'lost')));
    assert.match(again, 'Another API key has taken the place of this one. (PR212)');
    assert.is(existsSync(join(folder, 'lost')), false);
  }));

test('judges what it is told before it issues anything', () =>
  inClone(async (run) => {
    const old = join(folder, 'old');
    writeFileSync(old, 'kept');
    for (const [words, says] of [
      [['isue'], 'There is no keys isue. Did you mean issue?'],
      [['issue', '--scopes', 'all'], '--actor is missing'],
      [['issue', '--actor', 'shop'], '--scopes is missing'],
      [['issue', '--actor', 'shop', '--scopes', 'planted:scope'], 'No route asks for planted'],
      [['issue', '--actor', 'shop', '--scopes', 'all', '--expires', '1y'], '--expires is 1y'],
      [['issue', '--actor', 'shop', '--scopes', 'all', '--to', old], 'EEXIST'],
      [['rotate', 'x'], 'The key id is missing, or none'],
      [['rotate', 'f'.repeat(12)], 'There is no such API key. (PR101)'],
      [['rotate', 'f'.repeat(12), '--overlap', '91d'], 'overlap_is_in_range'],
      [['revoke', 'f'.repeat(12)], 'There is no such API key. (PR101)'],
    ] as const) {
      assert.match(await faultOf(run(...words)), says);
    }
    assert.is(readFileSync(old, 'utf8'), 'kept');
    assert.equal(await run('list'), { keys: [] });
  }));

test.run();
