import { randomUUID } from 'node:crypto';
import { chownSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { chmodSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Puts other bytes in a file's place: at every moment the file is whole, the old or the new. It
 * keeps its mode and, where that is allowed, its owner; a link stays a link.
 *
 * @returns False, and nothing done, when the file no longer holds `before`.
 */
export function replaceFile(path: string, before: Buffer, after: Buffer): boolean {
  const real = realpathSync(path);
  const { mode, uid, gid } = statSync(real);
  const part = join(dirname(real), `.${basename(real)}.${randomUUID()}`);
  try {
    writeFileSync(part, after, { flag: 'wx', flush: true }); // on the disk before its name is
    keepOwner(part, uid, gid);
    chmodSync(part, mode & 0o7777);
    if (!readFileSync(real).equals(before)) return false;
    renameSync(part, real);
    return true;
  } finally {
    rmSync(part, { force: true });
  }
}

function keepOwner(path: string, uid: number, gid: number): void {
  const own = statSync(path);
  if (own.uid !== uid || own.gid !== gid) chownSync(path, uid, gid);
}
