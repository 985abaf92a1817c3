import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { clusterPlace, makeServerFolders } from './cluster-place.ts';
import { startCluster } from './private-cluster.ts';
import { withTrialProject } from './trial-project.ts';

const test = suite('clusterPlace');
const base = mkdtempSync(join(tmpdir(), 'procwright-long-'));
const long = join(base, 'a-folder-with-a-name-of-sixty-letters-'.repeat(3));

test.before(() => {
  chmodSync(base, 0o755); // the server's user goes through it
  mkdirSync(long);
});
test.after(() => rmSync(base, { recursive: true }));

test('keeps the socket in the state folder', () =>
  withTrialProject(async (config) => {
    const { state, socketFolder } = clusterPlace(config);
    assert.is(socketFolder, join(state, 'run'));
  }));

test('starts a server though the path is too long for a socket', () =>
  withTrialProject(
    async (config) => {
      const { state, socketFolder, user } = clusterPlace(config);
      assert.is(state.startsWith(long), true);
      assert.is(Buffer.byteLength(join(socketFolder, '.s.PGSQL.65535')) <= 107, true);
      const { cluster } = await startCluster(config);
      assert.is(existsSync(join(socketFolder, `.s.PGSQL.${cluster.port}`)), true);
      assert.is(statSync(socketFolder).mode & 0o777, 0o700);
      assert.is(statSync(socketFolder).uid, user?.uid ?? process.getuid?.());
    },
    { environment: { PROCWRIGHT_STATE: long } },
  ));

test('goes into no folder that somebody has put there before it', () =>
  withTrialProject(
    async (config) => {
      const place = clusterPlace(config);
      symlinkSync(base, place.socketFolder);
      assert.throws(() => makeServerFolders(config, place), /is no folder/);
      rmSync(place.socketFolder);
    },
    { environment: { PROCWRIGHT_STATE: long } },
  ));

test.run();
