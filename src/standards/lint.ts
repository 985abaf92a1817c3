import { statSync } from 'node:fs';
import { join, relative } from 'node:path';

import type { Config } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { listFiles } from '../sql-tree.ts';
import { checkForm } from './check-form.ts';
import { byPlace, type Finding } from './finding.ts';
import { checkLayout } from './layout/check-layout.ts';
import { textOf } from './read-file.ts';

/** What was read, and what there is to say. */
export interface LintReport {
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Lints SQL files: their layout, and what their names and places must say. It needs no database and
 * no project.
 *
 * @throws {CommandFault} When a path holds no SQL: that nothing was read is no good news.
 */
export async function lint(
  config: Config,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<LintReport> {
  const files = [...new Set(paths.flatMap(sqlFilesBelow))];
  const texts = files.map(textOf);
  const layout = await checkLayout(config, texts, { signal });
  const form = texts.flatMap(({ path, text }) => checkForm(path, text));
  const told = new Set(layout.filter(({ rule }) => rule === 'LT05').map(placeOf));
  const findings = [
    ...layout,
    ...form.filter((finding) => !(finding.rule === 'PW112' && told.has(placeOf(finding)))),
  ];
  return { files, findings: findings.toSorted(byPlace) };
}

const placeOf = ({ file, line }: Finding): string => `${file}:${line}`;

function sqlFilesBelow(path: string): readonly string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new CommandFault(EXIT.usage, `There is no ${path}.`, 'Name a file or a folder.');
  }
  if (stat.isFile()) return [path];
  const here = relative(process.cwd(), path);
  const files = listFiles(path, '.').filter((name) => name.endsWith('.sql'));
  if (files.length > 0) return files.map((name) => join(here, name));
  throw new CommandFault(EXIT.nothingTested, `${path} holds no SQL file.`, 'Name another folder.');
}
