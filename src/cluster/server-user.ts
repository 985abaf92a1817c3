import { execFileSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';

import type { ProjectConfig } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';

/** A user that a process can step down to. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Who runs the server, since PostgreSQL refuses root: whoever owns the data folder already, else
 * the owner of the project, else `postgres`, else `nobody`.
 *
 * @returns null for the caller himself: he is not root.
 * @throws {CommandFault} When the data belongs to somebody else, or root finds no user.
 */
export function serverUser(
  { root }: Pick<ProjectConfig, 'root'>,
  dataFolder: string,
): ServerUser | null {
  const caller = process.getuid?.() ?? 0;
  const owner = statSync(dataFolder, { throwIfNoEntry: false })?.uid;
  if (caller !== 0) {
    if (owner === undefined || owner === caller) return null;
    throw new CommandFault(
      EXIT.noDatabase,
      `${dataFolder} belongs to user ${findUser(owner)?.name ?? owner}, not to you.`,
      'Run this as that user or as root, as you did before.',
    );
  }
  for (const who of [owner, statSync(root).uid, 'postgres', 'nobody']) {
    const user = who === undefined || who === 0 ? null : findUser(who);
    if (user !== null) return user;
  }
  throw new CommandFault(
    EXIT.noDatabase,
    'PostgreSQL does not run as root, and there is neither a user postgres nor nobody.',
    'Run this as an ordinary user, or give the project to one: chown -R USER .',
  );
}

/**
 * Gives what root has made in the state folder to the project's owner, so that he can go on alone.
 * Where root owns the project it stays root's: the server's user needs no password.
 */
export function giveToOwner({ root }: Pick<ProjectConfig, 'root'>, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(root);
  if (uid !== 0) chownSync(path, uid, gid);
}

/** By uid or by name; null when the system doesn't know him (as in a container, often). */
function findUser(who: number | string): ServerUser | null {
  const ask = (what: string) =>
    execFileSync('id', [what, String(who)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const user = { name: ask('-un'), uid: Number(ask('-u')), gid: Number(ask('-g')) };
    return user.uid === 0 ? null : user;
  } catch {
    return null; // `id` ends with 1: no such user
  }
}
