import { randomBytes, randomUUID } from 'node:crypto';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { connectionOf } from '../cluster/logins.ts';
import { startCluster, stopCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { openStandby, type Standby } from '../cluster/trial-servers.ts';
import { openLog } from '../logger.ts';
import { type Service, startService } from '../service/serve.ts';
import { ask } from '../service/trial/trial-service.ts';
import { BOX, makeTrialSchema } from '../service/trial/trial-schema.ts';
import { connect, type Database } from './connect.ts';
import type { Reach, Server } from './reach.ts';
import { sqlState } from './sqlstate.ts';

const test = suite('chooseServer');
const config = makeTrialProject();
const { cluster } = await startCluster(config);
const target = connectionOf(config, cluster, 'superuser');
const primary: Server = { host: cluster.host, port: cluster.port };
const NOBODY: Server = { host: '127.0.0.1', port: 1 };
let standby: Standby;
let follower: Server;

test.before(async () => {
  const admin = connect({ ...target, max: 1 });
  await makeTrialSchema(admin);
  standby = await openStandby(config, cluster);
  follower = { host: '127.0.0.1', port: standby.port };
  // what is acknowledged is on the standby, so that it may take over
  await admin.none(`alter system set synchronous_standby_names = '*'`);
  await admin.any('select pg_reload_conf()');
  await admin.$pool.end();
});
test.after(async () => {
  await standby?.remove(); // none when before failed
  await removeTrialProject(config);
});

function open(servers: Reach['servers'], wants: Reach['wants'], options: string[] = []): Database {
  return connect({ ...target, options, reach: { servers, tls: { mode: 'disable' }, wants } });
}

/** The port of the server that is reached, or the state of what went wrong. */
async function reached(
  servers: Reach['servers'],
  wants: Reach['wants'],
  options: string[] = [],
): Promise<unknown> {
  const db = open(servers, wants, options);
  return db
    .one<{ port: number }>('select inet_server_port() as port')
    .then(({ port }) => port, sqlState)
    .finally(() => db.$pool.end());
}

test('takes the first server that is there, whatever it is', async () => {
  assert.is(await reached([NOBODY, follower, primary], 'any'), follower.port);
});

test('passes over servers that are away, and over a standby where it may not be one', async () => {
  for (const wants of ['primary', 'read-write'] as const) {
    assert.is(await reached([NOBODY, follower, primary], wants), primary.port);
  }
  const readsOnly = ['default_transaction_read_only=on'];
  assert.is(await reached([follower, primary], 'read-write', readsOnly), primary.port);
});

test('says that nobody is there when none is as wanted', async () => {
  assert.is(await reached([follower, NOBODY], 'read-write'), 'ECONNREFUSED');
  assert.is(await reached([NOBODY, follower], 'read-write'), '57P03');
});

test('tries no other server with a login that one has refused', async () => {
  const servers = [primary, NOBODY] as const;
  const reach: Reach = { servers, tls: { mode: 'disable' }, wants: 'any' };
  const db = connect({ ...target, password: 'wrong', reach });
  assert.is(await db.any('select').then(() => '', sqlState), '28P01');
  await db.$pool.end();
});

/** A service whose lanes know both servers. */
function startOnBoth() {
  const reach: Reach = {
    servers: [primary, follower],
    tls: { mode: 'disable' },
    wants: 'read-write',
  };
  const lane = { ...target, reach };
  const log = openLog('error');
  log.silent = true; // that the database was away is what is played here
  const lanes = { read: lane, write: lane, ops: lane };
  const cursorKeys = { current: [randomBytes(32)] };
  return startService({ api: 'app', lanes, port: 0, log, cursorKeys, drainMs: 0 });
}

/** Puts items, each until it is acknowledged, and tells which. */
function startClients(service: Service, count: number) {
  const acknowledged: string[] = [];
  let isDone = false;
  const put = async (body: object): Promise<boolean> => {
    const { status } = await ask(service, `/v1/boxes/${BOX}/items`, { body });
    assert.ok([200, 503, 504].includes(status), `${status}`);
    return status === 200;
  };
  const write = async () => {
    for (let id = randomUUID(); !isDone;) {
      if (!(await put({ item_id: id, quantity: '1' }))) continue;
      acknowledged.push(id);
      id = randomUUID();
    }
  };
  const writers = Promise.all(Array.from({ length: count }, write));
  return {
    acknowledged,
    after: async (more: number) => {
      const end = acknowledged.length + more;
      while (acknowledged.length < end) await ask(service, `/v1/boxes/${BOX}/items`);
    },
    stop: () => {
      isDone = true;
      return writers;
    },
  };
}

test('a service loses nothing that it acknowledged when the standby takes over', async () => {
  const service = await startOnBoth();
  const { acknowledged, after, stop } = startClients(service, 4);
  try {
    await after(50);
    await stopCluster(config, { force: true });
    await standby.promote();
    await after(50);
    const news = service.nextContract();
    const db = open([NOBODY, primary, follower], 'read-write');
    await db.none('notify procwright_contract');
    assert.match(await news, /^[0-9a-f]{64}$/);
    await stop();
    const rows = await db.any<{ id: string }>('select item_id as id from app.item');
    await db.$pool.end();
    const there = new Set(rows.map(({ id }) => id));
    const lost = acknowledged.filter((id) => !there.has(id));
    assert.equal(lost, []);
  } finally {
    await stop();
    await service.stop();
  }
});

test('knows nobody when the only server that it was told of is gone', async () => {
  assert.is(await reached([primary], 'read-write'), 'ECONNREFUSED');
  assert.is(await reached([primary, follower], 'read-write'), follower.port);
});

test.run();
