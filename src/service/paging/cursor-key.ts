import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { readStateFile, writeStateFile } from '../../cluster/state-file.ts';
import { projectState, type ProjectConfig } from '../../config.ts';

/** The keys of cursors that hold now, the newest first: it seals, and all open. */
export interface CursorKeys {
  readonly current: readonly Buffer[];
}

/**
 * What cursors are authenticated with when no setting tells: 32 random bytes in the project's
 * state, made at first use. A cursor that was given out before a restart is good after it.
 */
export function cursorKey(config: ProjectConfig): Buffer {
  const file = join(projectState(config), 'cursor-key');
  const known = readStateFile(file)?.trim() ?? '';
  if (/^[0-9a-f]{64}$/.test(known)) return Buffer.from(known, 'hex');
  const key = randomBytes(32);
  writeStateFile(config, file, `${key.toString('hex')}\n`);
  return key;
}
