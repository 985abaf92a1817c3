// Servers that are on this machine.

import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { findPrograms } from '../find-program.mjs';
import { SetUpFault } from '../set-up-fault.mjs';
import { inspectServer } from './server.mjs';

/** A found server with both extensions. */
export async function findWhole(job) {
  const servers = await listServers(job);
  const whole = servers.find(({ hasPgtap, hasPlpgsqlCheck }) => hasPgtap && hasPlpgsqlCheck);
  if (whole !== undefined) return { ...whole, source: 'found' };
  throw new SetUpFault(
    servers.length === 0
      ? 'no server on this machine'
      : `${servers[0].bin} lacks ${servers[0].hasPgtap ? 'plpgsql_check' : 'pgTAP'}`,
  );
}

/** A found server, whatever it lacks; the one with plpgsql_check first. */
export async function findAny(job) {
  const servers = await listServers(job);
  const best = servers.find(({ hasPlpgsqlCheck }) => hasPlpgsqlCheck) ?? servers[0];
  if (best !== undefined) return { ...best, source: 'found' };
  throw new SetUpFault('no server on this machine');
}

/** Those that run, in the order of the folders. */
async function listServers(job) {
  const folders = await listFolders(job);
  const seen = await Promise.all(folders.map((folder) => inspectServer(folder, null, job)));
  return seen.filter((server) => server.fault === undefined);
}

/** Where servers lie; the client's `pg_config` may name a folder that holds none. */
async function listFolders({ environment, run, systemRoot }) {
  const named = await Promise.all(
    findPrograms('pg_config', environment).map((program) => run(program, ['--bindir'])),
  );
  const folders = [
    ...named.filter(({ code }) => code === 0).map(({ stdout }) => stdout.trim()),
    ...numbered(join(systemRoot, 'usr/lib/postgresql'), /^\d+$/),
    ...numbered(join(systemRoot, 'usr'), /^pgsql-\d+$/),
    ...numbered(join(systemRoot, 'opt/homebrew/opt'), /^postgresql@\d+$/),
    ...numbered(join(systemRoot, 'usr/local/opt'), /^postgresql@\d+$/),
    ...findPrograms('initdb', environment).map(dirname),
  ];
  return [...new Set(folders)];
}

/** `<folder>/<name>/bin` of each name that matches, the highest number first. */
function numbered(folder, pattern) {
  const number = (name) => Number(/\d+$/.exec(name)?.[0]);
  return namesIn(folder)
    .filter((name) => pattern.test(name))
    .sort((one, other) => number(other) - number(one))
    .map((name) => join(folder, name, 'bin'));
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return []; // absent, or closed to us: then no server of it is ours to use
  }
}
