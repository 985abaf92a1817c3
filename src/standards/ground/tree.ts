import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { SqlFile } from '../sql-file.ts';

/** The names in a folder; none where there is no such folder. */
export function namesIn(...path: readonly string[]): readonly string[] {
  const folder = join(...path);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}

/** The texts of all SQL below a folder, at any depth. */
export function textsBelow(...path: readonly string[]): readonly string[] {
  const folder = join(...path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** What the name of a repeatable file says: `R__20_app.f.sql` is routine `f` of folder `20_app`. */
export interface RepeatableName {
  readonly number: string;
  readonly folder: string;
  readonly schema: string;
  /** With its schema. */
  readonly routine: string;
}

/** Reads the name of a repeatable file; null where it's another file, or named otherwise. */
export function repeatableName({ path, role }: SqlFile): RepeatableName | null {
  if (role !== 'repeatable') return null;
  const [, folder = '', number = '', schema = '', routine] =
    /^R__((\d\d)_([a-z0-9_]+))\.([a-z0-9_]+)\.sql$/.exec(basename(path)) ?? [];
  return routine === undefined ? null : { number, folder, schema, routine: `${schema}.${routine}` };
}

/** The byte of a character of a text. */
export function byteAt(text: string, index: number): number {
  return Buffer.byteLength(text.slice(0, index));
}
