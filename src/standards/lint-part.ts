import { relative } from 'node:path';

import type { Config } from '../config.ts';
import { type Part, type TestCase, timed } from '../output/part.ts';
import { isBlocking } from './finding.ts';
import { lint } from './lint.ts';
import { renderFinding } from './render-findings.ts';

/** Lints a folder as a part of `check`: one case a file. */
export async function lintPart(
  config: Config,
  folder: string,
  signal?: AbortSignal,
): Promise<Part> {
  return timed('lint', async () => {
    const start = performance.now();
    const { files, findings } = await lint(config, [folder], { signal });
    // the list of waivers is judged too
    const told = new Set([...files, ...findings.map(({ file }) => file)]);
    const cases = [...told].map((file): TestCase => {
      const own = findings.filter((one) => one.file === file && isBlocking(one));
      const name = relative(config.root ?? '.', file);
      if (own.length === 0) return { name, verdict: 'passed' };
      return { name, verdict: 'failed', says: own.map(renderFinding).join('\n') };
    });
    const seconds = (performance.now() - start) / 1000;
    return [{ name: 'lint', seconds, cases, again: 'procwright lint' }];
  });
}
