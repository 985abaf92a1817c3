import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { ProjectConfig } from '../config.ts';
import type { ClusterPlace } from './cluster-place.ts';
import { isAlive, processMark } from './process-mark.ts';
import { giveToOwner } from './server-user.ts';
import { writeStateFile } from './state-file.ts';

type Place = Pick<ClusterPlace, 'state'>;

/** Stands for everybody: `up` was said, so only `down` stops the cluster. */
const KEPT = 'kept';

/** Notes that this process uses the cluster: no other stops it under its feet. */
export function noteUser(config: ProjectConfig, place: Place): void {
  note(config, place, String(process.pid), processMark(process.pid) ?? '');
}

/** Notes that the cluster stays up when all its users have ended. */
export function noteKept(config: ProjectConfig, place: Place): void {
  note(config, place, KEPT, '');
}

/** Takes this process's note back. */
export function forgetUser({ state }: Place): void {
  rmSync(join(state, 'users', String(process.pid)), { force: true });
}

/** Takes every note back. */
export function forgetUsers({ state }: Place): void {
  rmSync(join(state, 'users'), { recursive: true, force: true });
}

/** True when somebody else needs the cluster: `up` was said, or a process that still lives. */
export function hasOtherUsers({ state }: Place): boolean {
  const folder = join(state, 'users');
  return listNotes(folder).some(
    (name) =>
      name === KEPT || (name !== String(process.pid) && isAlive(readNote(join(folder, name)))),
  );
}

/** True when this process has noted that it uses the cluster. */
export function isUser({ state }: Place): boolean {
  return listNotes(join(state, 'users')).includes(String(process.pid));
}

function note(config: ProjectConfig, { state }: Place, name: string, mark: string): void {
  const folder = join(state, 'users');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  giveToOwner(config, folder);
  writeStateFile(config, join(folder, name), mark);
}

function listNotes(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // nobody has come yet
  }
}

function readNote(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '0'; // taken back in between: no process has this mark
  }
}
