import type { Finding } from './finding.ts';

/**
 * Findings with those of a database. What the text shows already isn't told twice: the same rule
 * within the lines of the same statement.
 */
export function addLive(own: readonly Finding[], live: readonly Finding[]): readonly Finding[] {
  const isTold = ({ file, rule, line, endLine = line }: Finding): boolean =>
    own.some(
      (one) => one.file === file && one.rule === rule && one.line >= line && one.line <= endLine,
    );
  return [...own, ...live.filter((one) => !isTold(one))];
}
