import { randomUUID } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import type { ProjectConfig } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { runBinary } from './binaries.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { endProcesses } from './heal-server.ts';
import { startPasswords, SUPERUSER } from './pass-file.ts';

/** The file in the data folder that `launch.ts` writes before each start. */
export const SETTINGS_FILE = 'procwright.conf';

const PART = 'data.part-';

/**
 * Makes the data folder when it isn't there: beside its place, then renamed, so that an interrupted
 * one is made anew. To be called under the cluster's lock.
 */
export async function initialiseData(config: ProjectConfig, place: ClusterPlace): Promise<void> {
  if (existsSync(place.dataFolder)) return;
  await clearParts(place);
  const part = join(place.state, `${PART}${randomUUID()}`);
  const secret = join(place.state, `${PART}secret`);
  mkdirSync(part, { mode: 0o700 });
  writeFileSync(secret, startPasswords(config), { mode: 0o600 });
  for (const path of [part, secret]) {
    if (place.user !== null) chownSync(path, place.user.uid, place.user.gid);
  }
  const args = ['-U', SUPERUSER, '-A', 'scram-sha-256', `--pwfile=${secret}`];
  const form = ['-E', 'UTF8', '--locale=C.UTF-8', '-D', part];
  const outcome = await runBinary(config, 'initdb', [...args, ...form], {
    asServerUser: place.user,
  });
  rmSync(secret);
  if (outcome.code !== 0) {
    rmSync(part, { recursive: true, force: true });
    throw initialiseFault(place, outcome.stderr);
  }
  appendFileSync(join(part, 'postgresql.conf'), `\ninclude = '${SETTINGS_FILE}'\n`);
  renameSync(part, place.dataFolder);
}

/** An initdb whose caller was killed goes on: its processes end first. */
async function clearParts({ state, name }: ClusterPlace): Promise<void> {
  for (const entry of readdirSync(state).filter((found) => found.startsWith(PART))) {
    const dataFolder = join(state, entry);
    await endProcesses({ dataFolder, name });
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function initialiseFault({ user, state }: ClusterPlace, stderr: string): CommandFault {
  const who = user?.name ?? 'you';
  const last = stderr.trim().split('\n').slice(-3).join('\n');
  const fix = /look up effective user/.test(stderr)
    ? 'This user has no name on this machine: run as one that has, or as root.'
    : `Let ${who} reach and write ${state}, or set PROCWRIGHT_STATE to another folder.`;
  return new CommandFault(EXIT.noDatabase, `initdb failed as ${who}:\n${last}`, fix);
}
