// Where a project keeps what it makes: cluster, secrets, logs, stamps. It is always reached as
// `<project>/.procwright`. Below a closed home the server's own user could not read it, so for root
// that is a link to a folder outside; the link carries the project's path, so a copied clone never
// shares the cluster of its original.

import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OUTSIDE = '/var/lib/procwright';

/** Eight hex digits that tell one project folder from all others on this machine. */
export function projectId(project) {
  return createHash('sha256').update(realpathSync(project)).digest('hex').slice(0, 8);
}

/** The real path of the project's state folder, made when it isn't there. */
export function stateFolder(project, environment = process.env) {
  const link = join(project, '.procwright');
  const isRoot = process.getuid?.() === 0;
  const base = environment['PROCWRIGHT_STATE'] ?? (isRoot ? OUTSIDE : undefined);
  const place = base === undefined ? link : join(base, projectId(project));
  try {
    if (isCurrent(link, project)) return realpathSync(link);
    if (lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(link);
    mkdirSync(place, { recursive: true, mode: 0o711 });
    if (place !== link) symlinkSync(place, link);
    writeFileSync(join(place, 'project'), realpathSync(project));
    return realpathSync(link);
  } catch (error) {
    if (error.code === 'EEXIST') return stateFolder(project, environment); // another set-up was first
    throw new Error(
      `Cannot write ${place} (${error.code ?? error.message}). ` +
        'Move the clone, or set PROCWRIGHT_STATE=/folder.',
    );
  }
}

/** True when the folder is there and was made for this very project. */
function isCurrent(link, project) {
  try {
    return readFileSync(join(link, 'project'), 'utf8') === realpathSync(project);
  } catch {
    return false;
  }
}
