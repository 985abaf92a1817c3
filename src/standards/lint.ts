import { statSync } from 'node:fs';
import { join, relative } from 'node:path';

import { loadModule } from 'libpg-query';

import type { Config } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { listFiles } from '../sql-tree.ts';
import { checkForm } from './check-form.ts';
import { byPlace, type Finding } from './finding.ts';
import { checkLayout, type LayoutOptions } from './layout/check-layout.ts';
import { secondOpinion } from './layout/squawk/second-opinion.ts';
import { lintFiles } from './lint-files.ts';
import { loadRules } from './load-rules.ts';
import { mergeFindings } from './merge-findings.ts';
import { readText, textOf } from './read-file.ts';
import { waiveFindings } from './waivers/waive-findings.ts';

/** What was read, and what there is to say. */
export interface LintReport {
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

/** How far a run goes. */
export interface LintOptions extends LayoutOptions {
  /** True: squawk is asked too. */
  readonly wantsSecondOpinion?: boolean;
}

/**
 * Lints SQL files: by the rules, their layout, and what their names and places must say. What a
 * waiver covers is marked. It needs no database and no project.
 *
 * @throws {CommandFault} When a path holds no SQL: that nothing was read is no good news.
 */
export async function lint(
  config: Config,
  paths: readonly string[],
  { wantsSecondOpinion = false, ...options }: LintOptions = {},
): Promise<LintReport> {
  const files = [...new Set(paths.flatMap(sqlFilesBelow))];
  const texts = files.map(textOf);
  const layout = checkLayout(config, texts, options); // begins at once, in processes of its own
  await loadModule();
  const rules = await loadRules();
  const judged = lintFiles(rules, texts);
  const form = texts.flatMap(({ path, text }) => checkForm(path, text));
  const opinions = wantsSecondOpinion
    ? secondOpinion(config, texts.map(readText), options.signal)
    : [];
  const own = [...(await judged), ...form];
  const merged = mergeFindings(own, await layout, await opinions);
  const findings = waiveFindings(config, texts, merged, rules);
  return { files, findings: findings.toSorted(byPlace) };
}

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
