import { loadModule } from 'libpg-query';

import type { Config } from '../config.ts';
import { today } from '../today.ts';
import { addLive } from './add-live.ts';
import { byPlace, type Finding } from './finding.ts';
import { filesOf, type Given } from './given/given.ts';
import { checkLayout, type LayoutOptions } from './layout/check-layout.ts';
import { secondOpinion } from './layout/squawk/second-opinion.ts';
import { squawkNames } from './layout/squawk/squawk-table.ts';
import { lintAll } from './lint-all.ts';
import { loadRules } from './load-rules.ts';
import { mergeFindings } from './merge-findings.ts';
import { type FileText, readText } from './read-file.ts';
import { waiveFindings } from './waivers/waive-findings.ts';

/** What was given, and what there is to say. */
export interface LintReport {
  /** All files, read or not. */
  readonly files: readonly string[];
  /** Those that were read. */
  readonly texts: readonly FileText[];
  readonly findings: readonly Finding[];
}

/** How far a run goes. */
export interface LintOptions extends LayoutOptions {
  /** True: squawk is asked too. */
  readonly wantsSecondOpinion?: boolean;
  /** What a database says of the files, to be waived and told with the rest. */
  readonly live?: readonly Finding[];
  /** The day by which waivers are judged: YYYY-MM-DD. */
  readonly day?: string;
}

/**
 * Lints SQL files: by the rules, their layout, and what their names and places must say. What a
 * waiver covers is marked. It needs no database and no project.
 */
export async function lint(
  config: Config,
  given: Given,
  { wantsSecondOpinion = false, day = today(), live = [], ...options }: LintOptions = {},
): Promise<LintReport> {
  const { texts, unread } = given;
  const layout = checkLayout(config, texts, options); // begins at once, in processes of its own
  layout.catch(() => undefined); // it may fail before anybody waits for it
  await loadModule();
  const rules = await loadRules();
  const judged = lintAll(texts, { signal: options.signal });
  judged.catch(() => undefined);
  const opinions = wantsSecondOpinion
    ? secondOpinion(config, texts.map(readText), options.signal)
    : [];
  const own = addLive(await judged, live);
  const merged = mergeFindings(own, await layout, await opinions);
  const foreignNames = () => squawkNames(config);
  const waived = waiveFindings(texts, merged, { root: config.root, rules, day, foreignNames });
  return { files: filesOf(given), texts, findings: [...unread, ...waived].toSorted(byPlace) };
}
