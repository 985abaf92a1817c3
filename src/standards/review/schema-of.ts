import { createKnown } from '../ground/known.ts';
import { learn } from '../ground/learn.ts';
import type { KnownRelation } from '../ground/relation.ts';
import { type FileText, readText } from '../read-file.ts';
import { byVersion, sqlFile } from '../sql-file.ts';

/** The lasting relations that migrations leave, by name. The parser must be loaded. */
export function schemaOf(texts: readonly FileText[]): ReadonlyMap<string, KnownRelation> {
  const known = createKnown();
  const migrations = texts
    .map((text) => ({ text, file: sqlFile(text.path) }))
    .filter(({ file }) => file.role === 'versioned' && file.version !== null)
    .toSorted((a, b) => byVersion(a.file, b.file));
  for (const { text } of migrations) {
    for (const statement of readText(text).statements) learn(known, statement, text.path);
  }
  const lasting = known.all().filter(({ isTemporary }) => !isTemporary);
  return new Map(lasting.map((relation) => [relation.name, relation]));
}
