// Where a project keeps what it makes: cluster, secrets, logs, stamps. It is always reached as
// `<project>/.procwright`. Below a closed home the server's own user could not read it, so for root
// that is a link to a folder outside. The folder carries the project's path: a copied or moved
// clone never works on what its original wrote, and what it brought along is put aside in it.

import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';

import { SetUpFault } from './set-up-fault.mjs';

const OUTSIDE = '/var/lib/procwright';
const FOR_ALL_TO_PASS = 0o711;

/** Eight hex digits that tell one project folder from all others on this machine. */
export function projectId(project) {
  return hashOf(realpathSync(project));
}

/** The real path of the project's state folder, made when it isn't there. */
export function stateFolder(project, environment = process.env) {
  const link = join(project, '.procwright');
  const place = placeOf(project, link, environment);
  try {
    if (ownerOf(link) === realpathSync(project)) return realpathSync(link);
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(link, { force: true });
    makeFolder(place);
    takeOver(place, realpathSync(project));
    if (place !== link) symlinkSync(place, link);
    return realpathSync(link);
  } catch (error) {
    if (error.code === 'EEXIST') return stateFolder(project, environment); // another was first
    throw new SetUpFault(
      `Cannot write ${place} as ${userName()} (${error.code ?? error.message}). ` +
        'Move the clone, or set PROCWRIGHT_STATE=/folder.',
    );
  }
}

/** A folder that is there already stays the place; a link is laid anew. */
function placeOf(project, link, environment) {
  if (lstatSync(link, { throwIfNoEntry: false })?.isDirectory()) return link;
  const isRoot = process.getuid?.() === 0;
  const base = environment['PROCWRIGHT_STATE'] ?? (isRoot ? OUTSIDE : undefined);
  return base === undefined ? link : join(base, projectId(project));
}

/** The project that a state folder was made for; null when it says none. */
function ownerOf(folder) {
  try {
    return readFileSync(join(folder, 'project'), 'utf8');
  } catch {
    return null; // absent, or not ours to read: whoever writes next says why
  }
}

/** Makes it passable for the server's user, whatever the caller's umask is. */
function makeFolder(folder) {
  const isNew = mkdirSync(folder, { recursive: true }) !== undefined;
  if (!isNew) return;
  chmodSync(folder, FOR_ALL_TO_PASS);
  if (dirname(folder) === OUTSIDE) chmodSync(OUTSIDE, FOR_ALL_TO_PASS);
}

/** Makes the folder this project's; what another project left there goes to `of-<its id>-…`. */
function takeOver(folder, project) {
  const owner = ownerOf(folder);
  if (owner !== null && owner !== project) {
    const aside = mkdtempSync(join(folder, `of-${hashOf(owner)}-`));
    for (const name of readdirSync(folder)) {
      if (!name.startsWith('of-')) renameSync(join(folder, name), join(aside, name));
    }
  }
  const part = join(folder, `project.${process.pid}`);
  writeFileSync(part, project);
  renameSync(part, join(folder, 'project'));
}

function hashOf(path) {
  return createHash('sha256').update(path).digest('hex').slice(0, 8);
}

/** The caller, for a message. */
export function userName() {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.()}`; // in a container, the uid often has no name
  }
}
