import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { EXIT } from '../exit-code.ts';
import { SOURCE_OPTIONS } from '../trial-process.ts';

const entry = fileURLToPath(new URL('../bin.ts', import.meta.url));
const words = [...SOURCE_OPTIONS, entry, 'lint'];
const test = suite<{ folder: string }>('procwright lint');

test.before.each((context) => {
  context.folder = realpathSync(mkdtempSync(join(tmpdir(), 'lint-verb-')));
});

/** What sqlfluff said once it says again at once. */
const cache = mkdtempSync(join(tmpdir(), 'lint-cache-'));

test.after(() => rmSync(cache, { recursive: true }));

test.after.each(({ folder }) => rmSync(folder, { recursive: true }));

const TORN = 'select 1;\nselect from from t;\n';
const WAIVER = '-- procwright:allow PW108 it was agreed until=2026-01-01\n';

const environmentIn = (folder: string) => ({
  ...process.env,
  XDG_CACHE_HOME: cache,
  GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
});

function run(folder: string, ...args: readonly string[]) {
  return spawnSync(process.execPath, [...words, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: environmentIn(folder),
  });
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

test('judges any folder, without a project and a database', ({ folder }) => {
  write(folder, 'deep/a.sql', TORN);
  write(folder, 'b.sql', 'select 1;\n');
  const { status, stdout } = run(folder);
  assert.is(status, EXIT.findings);
  assert.match(stdout, /^deep\/a\.sql:2:13 error PW806 .*\n {4}select from from t;\n {12,}\^/m);
  assert.match(stdout, /^2 files, 1 of them not wholly read: 1 error\.$/m);
});

test('explains a rule, as JSON too', ({ folder }) => {
  assert.match(run(folder, '--explain', 'where-needed').stdout, /^# PW519 where-needed\n/);
  const rule: unknown = JSON.parse(run(folder, '--explain', 'pw519', '--json').stdout);
  assert.is((rule as { readonly id: string }).id, 'PW519');
});

test('writes each format so that its reader can read it', ({ folder }) => {
  write(folder, 'a.sql', TORN);
  const out = (format: string) => run(folder, 'a.sql', '--format', format).stdout;
  assert.is(JSON.parse(out('sarif')).version, '2.1.0');
  assert.match(out('github'), /^::error file=a\.sql,line=2,/m);
  assert.match(readFileSync(join(folder, 'summary.md'), 'utf8'), '| error | a.sql:2 | PW806 |');
  const unknown = run(folder, 'a.sql', '--format', 'sarf');
  assert.is(unknown.status, EXIT.usage);
  assert.match(unknown.stderr, 'Did you mean sarif?');
});

test('names files from the root of the repository on, for who reads them there', ({ folder }) => {
  mkdirSync(join(folder, '.git'));
  write(folder, 'sub/a.sql', TORN);
  const { stdout } = run(join(folder, 'sub'), '--format', 'gitlab');
  assert.is(JSON.parse(stdout)[0].location.path, 'sub/a.sql');
});

test('judges what is staged, whatever the working tree says', ({ folder }) => {
  spawnSync('git', ['init', '-q'], { cwd: folder });
  write(folder, 'sql/a.sql', TORN);
  spawnSync('git', ['add', '.'], { cwd: folder });
  write(folder, 'sql/a.sql', 'select 1;\n');
  const { status, stdout } = run(join(folder, 'sql'), '--staged');
  assert.is(status, EXIT.findings);
  assert.match(stdout, /^a\.sql:2:13 error PW806/m);
  assert.match(stdout, 'select from from t;');
});

test('keeps what the baseline knows, and tells what is new or gone', ({ folder }) => {
  write(folder, 'a.sql', `${WAIVER}${TORN}`);
  const base = ['--baseline', 'known.json'];
  assert.is(run(folder, ...base).status, EXIT.usage, 'there is none');
  assert.match(run(folder, ...base, '--write-baseline').stderr, '1 finding written to known.json.');
  const same = run(folder, ...base);
  assert.is(same.status, EXIT.findings, 'a waiver that ended is never old');
  assert.match(same.stdout, /^a\.sql:1:1 error PW804/m);
  write(folder, 'a.sql', `${TORN}${TORN}`);
  const more = run(folder, ...base);
  assert.match(more.stdout, /^a\.sql:4:\d+ error PW806/m);
  write(folder, 'a.sql', 'select 1;\n');
  const fewer = run(folder, ...base);
  assert.is(fewer.status, EXIT.fine);
  assert.match(fewer.stderr, 'gone: a.sql PW806\nLet the baseline shrink: --write-baseline');
});

test('explains a rule by its id or its name, and names the nearest', ({ folder }) => {
  const { status, stdout } = run(folder, '--explain', 'pw806');
  assert.is(status, EXIT.fine);
  assert.match(stdout, /^# PW806 file-was-read\n\n[^]*Wrong:[^]*Right:/);
  assert.match(run(folder, '--explain', 'waiver-unusd').stderr, 'Did you mean waiver-unused?');
});

test('judges again what changes, and ends well on Ctrl-C', async ({ folder }) => {
  write(folder, 'a.sql', 'select 1;\n');
  write(folder, 'b.sql', 'select 1;\n');
  const child = spawn(process.execPath, [...words, '--watch'], {
    cwd: folder,
    env: environmentIn(folder),
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  const said = { text: '' };
  const saying = (what: RegExp) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (what.test(said.text)) resolve();
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      look();
    });
  child.stdout.on('data', (data: Buffer) => (said.text += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.text += data.toString()));
  await saying(/2 files: no finding\.[^]*Waiting/);
  write(folder, 'b.sql', TORN);
  await saying(/b\.sql:2:13 error PW806[^]*\n1 file, 1 of them not wholly read/);
  write(folder, 'new/c.sql', 'select 2;\n');
  write(folder, 'b.sql', 'select 3;\n');
  await saying(/files?: no finding\.\nWaiting[^\n]*\n$/);
  child.kill('SIGINT');
  assert.is(await ended, EXIT.fine);
});

test.run();
