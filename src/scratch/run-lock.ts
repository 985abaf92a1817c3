import { randomInt } from 'node:crypto';

import type { Database } from '../db/connect.ts';

/** The class of the advisory locks that tell living runs from dead ones. */
const RUN_LOCKS = 0x5075;
/** The class of the lock under which a template is built. */
const TEMPLATE_LOCKS = 0x5074;
const CLONE = /^clone_(\d+)_\d+$/;

/** The name of a run's nth clone; it tells whose it is. */
export const cloneName = (run: number, nth: number): string => `clone_${run}_${nth}`;

/**
 * Runs `body` under a number of its own, and drops what dead runs left behind. The number is held
 * by a lock of the session, so that no pid has to be trusted: a killed run loses it at once.
 */
export async function withRun<Value>(
  admin: Database,
  body: (run: number) => Promise<Value>,
): Promise<Value> {
  const run = randomInt(1, 2 ** 31 - 1);
  const session = await admin.connect();
  try {
    await session.one(LOCK, [RUN_LOCKS, run]);
    await dropLeftovers(admin);
    return await body(run);
  } finally {
    session.done(true); // ends the session, and with it the lock
  }
}

/** Runs `body` while no other process builds a template in this cluster. */
export async function withTemplateLock<Value>(
  admin: Database,
  body: () => Promise<Value>,
): Promise<Value> {
  const session = await admin.connect();
  try {
    await session.one(LOCK, [TEMPLATE_LOCKS, 0]);
    return await body();
  } finally {
    session.done(true);
  }
}

/** Drops a database though somebody may be connected to it; one that isn't there is fine. */
export async function dropDatabase(admin: Database, name: string): Promise<void> {
  await admin.none('drop database if exists $1:name with (force)', [name]);
}

async function dropLeftovers(admin: Database): Promise<void> {
  const databases = await admin.any<{ readonly datname: string }>(DATABASES);
  const runs = databases.flatMap(({ datname }) => CLONE.exec(datname)?.[1] ?? []);
  for (const run of new Set(runs)) {
    const { is_dead } = await admin.one<{ readonly is_dead: boolean }>(IS_DEAD, [RUN_LOCKS, run]);
    if (!is_dead) continue;
    for (const { datname } of databases) {
      if (CLONE.exec(datname)?.[1] === run) await dropDatabase(admin, datname);
    }
  }
}

const LOCK = 'select pg_catalog.pg_advisory_lock($1, $2)';

const DATABASES = `
select datname
from pg_catalog.pg_database
order by datname
`;

/** Looks, and takes nothing: two that look at once must not see each other. */
const IS_DEAD = `
select not exists (
    select from pg_catalog.pg_locks
    where
        locktype = 'advisory'
        and objsubid = 2
        and classid = $1
        and objid = $2
) as is_dead
`;
