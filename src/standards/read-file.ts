import { readFileSync } from 'node:fs';

import { brokenReading } from './broken.ts';
import { readStatements } from './read/read-statements.ts';
import type { Unread } from './read/region.ts';
import { type SourceText, sourceText } from './source-text.ts';
import { type SqlFile, sqlFile } from './sql-file.ts';
import type { Statement } from './statement.ts';

/** A file and all that stands in it. */
export interface ReadFile {
  readonly file: SqlFile;
  readonly source: SourceText;
  readonly statements: readonly Statement[];
  readonly unread: readonly Unread[];
}

/** A file as it is to be read: from the disk, or with another text (staged, edited, an example). */
export interface FileText {
  /** As it was given. */
  readonly path: string;
  readonly text: string;
}

/** Reads a text as the file at its path. The parser must be loaded. It throws at no text. */
export function readText({ path, text }: FileText): ReadFile {
  const source = sourceText(path, text);
  const file = sqlFile(path);
  try {
    return { file, source, ...readStatements(source.bytes) };
  } catch (error) {
    const unread = [{ start: 0, reason: brokenReading(error), isBreak: true }];
    return { file, source, statements: [], unread };
  }
}

/** The text of a file on the disk. */
export function textOf(path: string): FileText {
  return { path, text: readFileSync(path, 'utf8') };
}
