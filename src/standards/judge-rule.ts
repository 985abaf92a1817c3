import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Finding } from './finding.ts';
import { lintFiles } from './lint-files.ts';
import type { FileText } from './read-file.ts';
import type { Rule } from './rule.ts';

/** How a rule did with what its file and its cases expect of it. */
export interface RuleVerdict {
  /**
   * What it should have said and didn't, and the other way round; empty where all is as it should
   * be.
   */
  readonly faults: readonly string[];
  /** How many places had to be reported, and how many examples or lines had to be left alone. */
  readonly bad: number;
  readonly good: number;
}

/** A line of a case that must be reported ends in this. */
const MARK = /--\s*expect\s*$/;

/**
 * Tries a rule on its own examples and on the folder of its cases, whose files are a series where
 * they have versions. Each line that ends in `-- expect` must be reported, and no other.
 */
export async function judgeRule(rule: Rule, cases: string): Promise<RuleVerdict> {
  const name = rule.exampleFile ?? 'example.sql';
  const before = Object.entries(rule.exampleBefore ?? {}).map(([path, text]) => ({ path, text }));
  const bad = await lintFiles([rule], [...before, { path: name, text: rule.bad }]);
  const mended = { path: rule.goodFile ?? name, text: rule.good };
  const good = await lintFiles([rule], [...before, mended]);
  const files = caseFiles(cases, rule.id);
  const found = await lintFiles([rule], files);
  const marked = files.flatMap(markedLines);
  return {
    faults: [
      ...(own(rule, bad).length === 0 ? ['says nothing of its bad example'] : []),
      ...good.map(({ line, message }) => `reports its good example, line ${line}: ${message}`),
      ...difference(marked, new Set(found.map(placeOf))).map((place) => `misses ${place}`),
      ...difference([...new Set(found.map(placeOf))], new Set(marked)).map(
        (place) => `reports ${place}, which isn't marked`,
      ),
    ],
    bad: 1 + marked.length,
    good: 1 + files.filter((file) => markedLines(file).length === 0).length,
  };
}

const own = ({ id }: Rule, findings: readonly Finding[]) =>
  findings.filter(({ rule }) => rule === id);

const placeOf = ({ file, line }: Finding): string => `${file}:${line}`;

function difference(some: readonly string[], others: ReadonlySet<string>): readonly string[] {
  return some.filter((one) => !others.has(one));
}

/** The cases of a rule, by name; a rule without a folder has none. */
export function caseFiles(cases: string, id: string): readonly FileText[] {
  const names = readdirSync(cases, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.startsWith(`${id}/`) && name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const path = join(cases, name);
      return { path, text: readFileSync(path, 'utf8') };
    });
}

function markedLines({ path, text }: FileText): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, index) => (MARK.test(line) ? [`${path}:${index + 1}`] : []));
}
