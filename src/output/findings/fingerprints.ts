import { createHash } from 'node:crypto';

import type { Told, ToldRun } from './told.ts';

/**
 * A name for each finding, in their order, that stays when lines above it come or go: made of its
 * file, its rule and the text of its line; of those that are equal in all, of its number too.
 */
export function fingerprintsOf(
  findings: readonly Told[],
  { lineOf, pathOf }: Pick<ToldRun, 'lineOf' | 'pathOf'>,
): readonly string[] {
  const counts = new Map<string, number>();
  return findings.map(({ file, line, rule }) => {
    const text = lineOf(file, line).trim().replaceAll(/\s+/g, ' ');
    const key = JSON.stringify([pathOf(file), rule, text]);
    const number = counts.get(key) ?? 0;
    counts.set(key, number + 1);
    return createHash('sha256').update(`${key}${number}`).digest('hex').slice(0, 40);
  });
}
