import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

/** The files below a folder of the project, relative to its root, in code-point order. */
export function listFiles(root: string, folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // a project may lack a part
    throw error;
  }
}

/** The versioned migrations, first version first. */
export const versionFiles = (root: string): readonly string[] =>
  listFiles(root, 'sql/V').filter((file) => /^V\d+__\w+\.sql$/.test(basename(file)));

/** The routines' files in the order in which Flyway runs them: by name, folders ignored. */
export const routineFiles = (root: string): readonly string[] =>
  listFiles(root, 'sql/R')
    .filter((file) => /^R__.+\.sql$/.test(basename(file)))
    .toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1));

/** The pgTAP files; what `_lib` holds is loaded before them and is none. */
export const testFiles = (root: string): readonly string[] =>
  listFiles(root, 'sql/tests').filter(
    (file) => file.endsWith('.test.sql') && !file.startsWith('sql/tests/_lib/'),
  );

/** The way back of a versioned migration: the same number and name. */
export const undoFileOf = (versionFile: string): string =>
  `sql/U/${basename(versionFile).replace(/^V/, 'U')}`;

/** The test that mirrors a routine's file: `10_app/f.test.sql` for `R__10_app.f.sql`. */
export function testFileOf(routineFile: string): string {
  const [folder = '', ...routine] = basename(routineFile, '.sql').replace(/^R__/, '').split('.');
  return `sql/tests/${folder}/${routine.join('.')}.test.sql`;
}

/** The routines without a test: a file with it proves nothing yet, a file without it never will. */
export function untestedRoutines(root: string): readonly string[] {
  const tests = new Set(testFiles(root));
  return routineFiles(root).filter((file) => !tests.has(testFileOf(file)));
}
