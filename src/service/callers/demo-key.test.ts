import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../../cluster/logins.ts';
import { makeTrialProject, removeTrialProject } from '../../cluster/trial-project.ts';
import { readConfig, requireProject } from '../../config.ts';
import { connect, type Database } from '../../db/connect.ts';
import { withClone } from '../../scratch/clone.ts';
import { ensureTemplate } from '../../scratch/template.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import { ensureDemoKey } from './demo-key.ts';

const test = suite('ensureDemoKey');
const trial = makeTrialProject();
const config = { ...requireProject(readConfig()), root: trial.root };

test.after(() => removeTrialProject(trial));

test('makes a key, keeps it while it is enough, and replaces it when it is not', () =>
  inClone(async (db) => {
    const first = await ensureDemoKey(config, db);
    assert.is(first.isNew, true);
    assert.is(statSync(first.file).mode & 0o777, 0o600);
    const [id, secret] = partsOf(first.file);
    assert.is((await find(db, id, secret))?.actor, config.project.start.actor);

    assert.equal(await ensureDemoKey(config, db), { file: first.file, isNew: false });
    assert.equal(partsOf(first.file), [id, secret]);

    await db.none(NEW_SCOPE, [config.project.api]);
    assert.is((await ensureDemoKey(config, db)).isNew, true);
    assert.is(await find(db, id, secret), null);
    const [nextId, nextSecret] = partsOf(first.file);
    assert.is((await find(db, nextId, nextSecret))?.scopes.includes('trial:read'), true);

    await db.one('select revoked_at from procwright.revoke_key($1)', [nextId]);
    assert.is((await ensureDemoKey(config, db)).isNew, true);
  }));

test('makes a new key for a database that does not know the one of the file', () =>
  inClone(async (db) => {
    const { isNew, file } = await ensureDemoKey(config, db);
    assert.is(isNew, true);
    const [, secret] = partsOf(file);
    const rows = await db.any('select k::text as line from procwright.api_key as k');
    assert.is(JSON.stringify(rows).includes(secret), false);
  }));

async function inClone(body: (db: Database) => Promise<void>): Promise<void> {
  const repo = requireProject(readConfig());
  await withCluster(repo, async (cluster) => {
    const template = await ensureTemplate(repo, cluster);
    await withClone(repo, cluster, template, async (database) => {
      const db = connect({ ...connectionOf(repo, cluster, 'deploy', database), max: 1 });
      await body(db).finally(() => db.$pool.end());
    });
  });
}

function partsOf(file: string): readonly [id: string, secret: string] {
  const shape = /^Authorization: Bearer pw_([0-9a-f]{12})_([A-Za-z0-9_-]{43})\n$/;
  const [, id = '', secret = ''] = shape.exec(readFileSync(file, 'utf8')) ?? [];
  assert.is.not(secret, '');
  return [id, secret];
}

async function find(db: Database, id: string, secret: string) {
  const hash = createHash('sha256').update(secret).digest();
  return db.oneOrNone<{ actor: string; scopes: string[] }>(FIND, [id, hash]);
}

const FIND = 'select k.actor, k.scopes from procwright.find_key($1, $2) as k';

const NEW_SCOPE = `
create function $1:name.ping_trial() returns text
stable security definer set search_path = pg_catalog, pg_temp
language sql return 'pong';
comment on function $1:name.ping_trial is '
Say pong.

@http GET /ping-trial
@scope trial:read
@timeout 1s
'
`;

test.run();
