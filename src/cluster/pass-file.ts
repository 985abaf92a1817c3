import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { projectState, type ProjectConfig } from '../config.ts';
import { readStateFile, writeStateFile } from './state-file.ts';

/** The cluster's superuser: a role of the server, and the login `superuser` of the harness. */
export const SUPERUSER = 'procwright';

/** The file with the passwords of this cluster's roles, in libpq's format, for `PGPASSFILE`. */
export function passFile(config: ProjectConfig): string {
  return join(projectState(config), 'pgpass');
}

/** The password of a role; null when the file has none. */
export function readPassword(config: ProjectConfig, role: string): string | null {
  return readPasswords(config).get(role) ?? null;
}

/** Makes a password for each role that has none yet, and gives all of them. */
export function ensurePasswords(
  config: ProjectConfig,
  roles: readonly string[],
): ReadonlyMap<string, string> {
  const passwords = new Map(readPasswords(config));
  const missing = roles.filter((role) => !passwords.has(role));
  missing.forEach((role) => passwords.set(role, newPassword()));
  if (missing.length > 0) writePasswords(config, passwords);
  return passwords;
}

/** Forgets every password, and makes one for the superuser of a new cluster. */
export function startPasswords(config: ProjectConfig): string {
  const password = newPassword();
  writePasswords(config, new Map([[SUPERUSER, password]]));
  return password;
}

// No character that libpq's format would want escaped, and none that a URL would.
function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

// The port changes when another program has taken it; the address never does.
const LINE = /^127\.0\.0\.1:\*:\*:([^:]+):(.+)$/;

function readPasswords(config: ProjectConfig): ReadonlyMap<string, string> {
  const lines = (readStateFile(passFile(config)) ?? '').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, role, password] = LINE.exec(line) ?? [];
      return role === undefined || password === undefined ? [] : [[role, password] as const];
    }),
  );
}

function writePasswords(config: ProjectConfig, passwords: ReadonlyMap<string, string>): void {
  const lines = [...passwords].map(([role, password]) => `127.0.0.1:*:*:${role}:${password}\n`);
  writeStateFile(config, passFile(config), lines.join(''));
}
