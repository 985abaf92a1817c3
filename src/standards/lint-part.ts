import { relative } from 'node:path';

import type { Config } from '../config.ts';
import { findingLines } from '../output/findings/to-text.ts';
import { type Part, type TestCase, timed } from '../output/part.ts';
import { type Finding, isBlocking } from './finding.ts';
import { readGiven } from './given/read-given.ts';
import { lint } from './lint.ts';
import { linesOf } from './told-run.ts';

/** Lints a folder as a part of `check`: one case a file. */
export async function lintPart(
  config: Config,
  folder: string,
  signal?: AbortSignal,
): Promise<Part> {
  return timed('lint', async () => {
    const start = performance.now();
    const report = await lint(config, readGiven([folder]), { signal });
    const { files, findings } = report;
    const lineOf = linesOf(report.texts);
    const tell = (one: Finding) => findingLines(one, { lineOf });
    // the list of waivers is judged too
    const told = new Set([...files, ...findings.map(({ file }) => file)]);
    const cases = [...told].map((file): TestCase => {
      const own = findings.filter((one) => one.file === file && isBlocking(one));
      const name = relative(config.root ?? '.', file);
      if (own.length === 0) return { name, verdict: 'passed' };
      return { name, verdict: 'failed', says: own.flatMap(tell).join('\n') };
    });
    const seconds = (performance.now() - start) / 1000;
    return [{ name: 'lint', seconds, cases, again: 'procwright lint' }];
  });
}
