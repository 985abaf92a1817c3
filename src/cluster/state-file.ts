import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

import type { ProjectConfig } from '../config.ts';
import { giveToOwner } from './server-user.ts';

/**
 * Writes a file of the state folder, whole or not at all, for its owner alone (0600).
 *
 * @param mode - Another mode, for what is no secret.
 */
export function writeStateFile(
  config: Pick<ProjectConfig, 'root'>,
  file: string,
  text: string,
  mode = 0o600,
): void {
  const part = `${file}.${randomUUID()}`;
  try {
    writeFileSync(part, text, { mode });
    giveToOwner(config, part);
    renameSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

/** Reads a file of the state folder; null when it isn't there. */
export function readStateFile(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
