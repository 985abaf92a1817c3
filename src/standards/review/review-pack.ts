import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { loadModule } from 'libpg-query';

import { diffContracts, tellChange } from '../../contract/diff/diff-contracts.ts';
import { readSnapshot, SNAPSHOT_FILE } from '../../contract/snapshot.ts';
import type { ProjectConfig } from '../../config.ts';
import type { Finding } from '../finding.ts';
import { isSqlName, readGiven } from '../given/read-given.ts';
import { lint } from '../lint.ts';
import type { FileText } from '../read-file.ts';
import { type Change, type ChangedFile, pathsAt, readChange, textAt } from './changed-files.ts';
import { type Checklist, openItems } from './checklists.ts';
import { type Picture, pictureOf } from './picture.ts';
import { diffSchemas, type RelationChange } from './schema-changes.ts';
import { schemaOf } from './schema-of.ts';

/** A migration, and what its header and that of its undo file say. */
export interface MigrationNote {
  readonly path: string;
  readonly what: string;
  readonly locks: string;
  /** The undo file; null where there is none. */
  readonly undo: string | null;
  readonly loses: string;
}

/** A routine that changed, and whether its test did. */
export interface RoutineNote {
  readonly name: string;
  readonly kind: ChangedFile['kind'];
  readonly test: string;
  readonly isTestTouched: boolean;
}

/** All that a reviewer needs to judge a change. */
export interface ReviewPack {
  readonly base: string;
  readonly files: readonly ChangedFile[];
  readonly relations: readonly RelationChange[];
  readonly pictures: { readonly before: Picture; readonly after: Picture };
  readonly routines: readonly RoutineNote[];
  /** A line each; null where the project has no recorded contract. */
  readonly contract: readonly string[] | null;
  readonly findings: readonly Finding[];
  readonly migrations: readonly MigrationNote[];
  readonly tests: readonly string[];
  readonly checklists: readonly Checklist[];
}

/** Gathers what a reviewer needs of the changes since a commit. No database is asked. */
export async function reviewPack(
  config: ProjectConfig,
  reference: string | null,
  signal?: AbortSignal,
): Promise<ReviewPack> {
  await loadModule();
  const { root } = config;
  const change = readChange(root, reference);
  const sql = change.files.filter(({ path }) => path.startsWith('sql/') && isSqlName(path));
  const [before, after] = schemasOf(root, change);
  const relations = diffSchemas(before, after);
  const touched = new Set(relations.map(({ name }) => name));
  const kept = sql.filter(({ after: text }) => text !== null);
  const paths = kept.map(({ path }) => relative(process.cwd(), join(root, path)));
  return {
    base: change.base,
    files: change.files,
    relations,
    pictures: { before: pictureOf(before, touched), after: pictureOf(after, touched) },
    routines: routineNotes(sql),
    contract: contractLines(change),
    findings: paths.length === 0 ? [] : (await lint(config, readGiven(paths), { signal })).findings,
    migrations: kept
      .filter(({ path }) => path.startsWith('sql/V/'))
      .map((file) => note(root, file)),
    tests: change.files
      .map(({ path }) => path)
      .filter((path) => /\.test\.\w+$|_test\.py$/.test(path)),
    checklists: openItems(
      config,
      sql.map(({ path }) => path),
    ),
  };
}

/** What migrations left at the commit, and what they leave now. */
function schemasOf(root: string, { base, files }: Change) {
  const old = pathsAt(root, base, 'sql/V').map((path) => ({
    path,
    text: textAt(root, base, path),
  }));
  const changed = new Map(files.map((file) => [file.path, file]));
  const kept = old.filter(({ path }) => !changed.has(path));
  const now = [...changed.values()]
    .filter(({ path }) => path.startsWith('sql/V/'))
    .map(({ path, after }) => ({ path, text: after }));
  return [schemaOf(whole(old)), schemaOf(whole([...kept, ...now]))] as const;
}

function whole(
  texts: readonly { readonly path: string; readonly text: string | null }[],
): readonly FileText[] {
  return texts.flatMap(({ path, text }) => (text === null ? [] : [{ path, text }]));
}

function routineNotes(sql: readonly ChangedFile[]): readonly RoutineNote[] {
  const touched = new Set(sql.map(({ path }) => path));
  return sql.flatMap(({ path, kind }) => {
    const [, folder, name] = /^sql\/R\/([^/]+)\/R__\d+_(\w+\.\w+)\.sql$/.exec(path) ?? [];
    if (folder === undefined || name === undefined) return [];
    const test = `sql/tests/${folder}/${name.split('.')[1]}.test.sql`;
    return [{ name, kind, test, isTestTouched: touched.has(test) }];
  });
}

function contractLines({ files }: Change): readonly string[] | null {
  const snapshot = files.find(({ path }) => path === SNAPSHOT_FILE);
  if (snapshot === undefined) return [];
  const { before, after } = snapshot;
  if (before === null || after === null) return null;
  return diffContracts(readSnapshot('before', before), readSnapshot('after', after)).map(
    tellChange,
  );
}

function note(root: string, { path, after }: ChangedFile): MigrationNote {
  const undoPath = path.replace('/V/V', '/U/U');
  const file = join(root, undoPath);
  const undo = existsSync(file) ? readFileSync(file, 'utf8') : null;
  return {
    path,
    what: headerLine(after ?? '', 'What'),
    locks: headerLine(after ?? '', 'Locks'),
    undo: undo === null ? null : undoPath,
    loses: headerLine(undo ?? '', 'Loses'),
  };
}

/** A line of a migration's header: `-- Locks  Who waits.` */
function headerLine(text: string, word: string): string {
  return new RegExp(`^-- ${word} +(.+)$`, 'm').exec(text)?.[1] ?? 'not said';
}
