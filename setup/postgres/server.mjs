// Looks into a folder with PostgreSQL's programs: do they run, and which extensions do they have?

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isProgram } from '../find-program.mjs';
import { lastLine } from '../programs.mjs';

const OLDEST = 15;
const PROGRAMS = ['postgres', 'initdb', 'pg_ctl', 'psql'];

/**
 * What a folder of programs is worth.
 *
 * @returns {Promise<{fault: string} | {bin: string, libraryPath: string | null, version: number,
 *   extensions: string | null, hasPgtap: boolean, hasPlpgsqlCheck: boolean}>} `extensions` is the
 *   folder of the control files, null when it isn't found.
 */
export async function inspectServer(bin, libraryPath, job) {
  const absent = PROGRAMS.find((name) => !isProgram(join(bin, name)));
  if (absent !== undefined) return { fault: `${bin} has no ${absent}` };
  const env = libraryPath === null ? {} : { LD_LIBRARY_PATH: libraryPath };
  const options = { env, user: job.serverUser };
  for (const name of PROGRAMS) {
    const done = await job.run(join(bin, name), ['--version'], options);
    if (done.code !== 0) return { fault: `${join(bin, name)}: ${lastLine(done)}` };
  }
  const { stdout } = await job.run(join(bin, 'postgres'), ['--version'], options);
  const version = Number(/(\d+)(?:\.\d+|devel|beta|rc)/.exec(stdout)?.[1] ?? 0);
  if (version < OLDEST) return { fault: `${bin} is PostgreSQL ${version}, older than ${OLDEST}` };
  const extensions = await extensionFolder(bin, { version, options, run: job.run });
  const has = (name) => extensions !== null && existsSync(join(extensions, `${name}.control`));
  return {
    bin,
    libraryPath,
    version,
    extensions,
    hasPgtap: has('pgtap'),
    hasPlpgsqlCheck: has('plpgsql_check'),
  };
}

/** The folder that `create extension` reads; every server has plpgsql there. */
async function extensionFolder(bin, { version, options, run }) {
  const asked = await run(join(bin, 'pg_config'), ['--sharedir'], options);
  const folders = [
    ...(asked.code === 0 ? [asked.stdout.trim()] : []),
    join(bin, '..', 'share'),
    join(bin, '..', 'share', 'postgresql'),
    join(bin, '..', '..', '..', '..', 'share', 'postgresql', String(version)), // Debian's layout
  ].map((folder) => join(folder, 'extension'));
  return folders.find((folder) => existsSync(join(folder, 'plpgsql.control'))) ?? null;
}

/** Whom a server's programs are tried as when the caller is root: PostgreSQL refuses root. */
export function serverUser() {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((entry) => entry.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}
