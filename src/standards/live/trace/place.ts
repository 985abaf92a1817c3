import type { ReadFile } from '../../read-file.ts';
import type { NodeTag, Statement } from '../../statement.ts';
import type { Step } from './step.ts';

/** Bytes of a file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a step stands in its file: the statement of the DO block that the server was at, else the
 * statement at the top. PL/pgSQL knows the line alone, so the first statement on it is meant.
 */
export function spanOfStep(
  { source, statements }: ReadFile,
  { top, where }: Pick<Step, 'top' | 'where'>,
): Span {
  const line = blockLine(where);
  if (line === null || top.body === null) return top;
  const wanted = source.placeOf(top.body.start).line + line - 1;
  const inner = statements.filter((one) => isWithin(one, top));
  for (const found of [wanted, wanted + 1]) {
    const here = inner.filter(({ start }) => source.placeOf(start).line === found);
    const best =
      here.find(({ kind, node }) => kind === 'statement' && !('DoStmt' in node)) ?? here[0];
    if (best !== undefined) return best;
  }
  return top;
}

/** The first statement of a kind in a statement, or it itself: for what no trigger tells. */
export function spanOfKind(
  { statements }: ReadFile,
  top: Statement,
  tags: readonly NodeTag[],
): Span {
  const isKind = ({ node }: Statement) => tags.some((tag) => tag in node);
  return statements.find((one) => isKind(one) && isWithin(one, top)) ?? top;
}

/** The line of the outermost DO block, from 1 on at its quote; null outside of one. */
export function blockLine(where: string): number | null {
  const frames = [...where.matchAll(/^PL\/pgSQL function inline_code_block line (\d+)/gm)];
  const line = frames.at(-1)?.[1];
  return line === undefined ? null : Number(line);
}

function isWithin(statement: Statement, top: Statement): boolean {
  for (let one = statement.outer; one !== null; one = one.outer) if (one === top) return true;
  return false;
}
