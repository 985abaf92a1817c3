import { basename, resolve } from 'node:path';

/** What a file is for, as its name and place tell; `other` where they tell nothing. */
export type Role = 'versioned' | 'repeatable' | 'undo' | 'callback' | 'test' | 'bench' | 'other';

/** A file of SQL and its place in a project. */
export interface SqlFile {
  /** As it was given. */
  readonly path: string;
  readonly name: string;
  readonly role: Role;
  /** The folder `sql` that holds V, R, U and tests; null for a file elsewhere. */
  readonly root: string | null;
  /** Of a versioned or undo file, as Flyway compares: `1`, `2.1`. */
  readonly version: string | null;
}

/** Tells a file's role from its name and place. The file need not exist. */
export function sqlFile(path: string): SqlFile {
  const name = basename(path);
  const whole = resolve(path);
  const [, root = null, folder = ''] =
    /^(.*\/sql)\/(V|R|U|tests|callbacks|bench)\//.exec(whole) ?? [];
  const [, letter, written] = /^([VU])([0-9][0-9._]*?)__/.exec(name) ?? [];
  const version = written === undefined ? null : written.replaceAll('_', '.');
  return { path, name, role: ROLES[folder] ?? roleOf(whole, letter), root, version };
}

const ROLES: Readonly<Record<string, Role>> = {
  V: 'versioned',
  R: 'repeatable',
  U: 'undo',
  tests: 'test',
  callbacks: 'callback',
  bench: 'bench',
};

/** Other runners have `x.down.sql` (golang-migrate, River) and a folder `revert` (Sqitch). */
function roleOf(path: string, letter: string | undefined): Role {
  const name = basename(path);
  if (letter === 'V') return 'versioned';
  if (letter === 'U' || /\.down\.sql$|\/revert\//.test(path)) return 'undo';
  if (name.startsWith('R__')) return 'repeatable';
  return name.endsWith('.test.sql') ? 'test' : 'other';
}

/** By version, as Flyway runs them: `2` before `10`. */
export function byVersion(a: SqlFile, b: SqlFile): number {
  const [left, right] = [a, b].map(({ version }) => (version ?? '').split('.').map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at += 1) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.path < b.path ? -1 : 1;
}
