import type { Finding } from './finding.ts';

/**
 * Findings with those of a database. What the text shows already isn't told twice: the same rule
 * within the lines of the same statement. Of a call, the database tells more: whose it is.
 */
export function addLive(own: readonly Finding[], live: readonly Finding[]): readonly Finding[] {
  const isTold = ({ file, rule, line, endLine = line }: Finding): boolean =>
    own.some(
      (one) => one.file === file && one.rule === rule && one.line >= line && one.line <= endLine,
    );
  const richer = live.filter(({ rule }) => rule === RICHER);
  const isPoorer = ({ file, rule, line }: Finding): boolean =>
    rule === RICHER &&
    richer.some(
      (one) => one.file === file && one.line <= line && line <= (one.endLine ?? one.line),
    );
  const rest = live.filter((one) => one.rule === RICHER || !isTold(one));
  return [...own.filter((one) => !isPoorer(one)), ...rest];
}

/** Live, it names the file and line of the routine. */
const RICHER = 'PW537';
