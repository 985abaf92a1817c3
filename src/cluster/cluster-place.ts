import { chownSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { projectId } from '../../setup/state-folder.mjs';
import { projectState, type ProjectConfig } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { giveToOwner, type ServerUser, serverUser } from './server-user.ts';

/** Where a project's cluster lives; nothing of it has to be there yet. */
export interface ClusterPlace {
  /** The project's state folder. */
  readonly state: string;
  /** `procwright-<8 hex>`, and what it stands beside: the `cluster_name`, seen in `ps`. */
  readonly name: string;
  readonly dataFolder: string;
  readonly logFolder: string;
  readonly logFile: string;
  readonly socketFolder: string;
  readonly clusterFile: string;
  readonly lockFile: string;
  /** Who runs the server; null for the caller. */
  readonly user: ServerUser | null;
}

// The kernel takes 107 bytes for the whole path; `/.s.PGSQL.65535` is 15 of them.
const LONGEST_SOCKET_FOLDER = 92;

/** Says where a project's cluster lives. It makes the state folder, and no more. */
export function clusterPlace(config: ProjectConfig): ClusterPlace {
  const state = projectState(config);
  const dataFolder = join(state, 'data');
  const user = serverUser(config, dataFolder);
  const beside = config.beside === undefined ? '' : `-${config.beside}`;
  const name = `procwright-${projectId(config.root)}${beside}`;
  return {
    state,
    name,
    dataFolder,
    logFolder: join(state, 'log'),
    logFile: join(state, 'log', 'postgres.log'),
    socketFolder: chooseSocketFolder(state, name, user),
    clusterFile: join(state, 'cluster.json'),
    lockFile: join(state, 'cluster.lock'),
    user,
  };
}

/**
 * Makes the folders that the server writes to, for its user alone.
 *
 * @throws {CommandFault} When somebody else has taken the socket's folder in the temporary folder.
 */
export function makeServerFolders(config: ProjectConfig, place: ClusterPlace): void {
  giveToOwner(config, place.state);
  for (const folder of [place.logFolder, place.socketFolder]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { uid } = lstatSync(folder);
    const allowed = [process.getuid?.() ?? uid, place.user?.uid];
    if (!lstatSync(folder).isDirectory() || !allowed.includes(uid)) throw takenFolder(folder, uid);
    if (place.user !== null) chownSync(folder, place.user.uid, place.user.gid);
  }
}

function chooseSocketFolder(state: string, name: string, user: ServerUser | null): string {
  const inState = join(state, 'run');
  if (Buffer.byteLength(inState) <= LONGEST_SOCKET_FOLDER) return inState;
  const uid = user?.uid ?? process.getuid?.() ?? 0;
  const short = name.replace('-', `-${uid}-`);
  const inTemporary = join(tmpdir(), short);
  const fits = Buffer.byteLength(inTemporary) <= LONGEST_SOCKET_FOLDER;
  return fits ? inTemporary : join('/tmp', short);
}

function takenFolder(folder: string, uid: number): CommandFault {
  return new CommandFault(
    EXIT.noDatabase,
    `${folder} should be this project's, but belongs to uid ${uid} or is no folder.`,
    `Remove it, or set PROCWRIGHT_STATE to a folder with a short path.`,
  );
}
