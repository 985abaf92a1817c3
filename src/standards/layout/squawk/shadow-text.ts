import { lastAtMost } from '../../source-text.ts';
import type { Statement } from '../../statement.ts';

/** A text that shows a tool without eyes for bodies what stands in them, and the way back. */
export interface ShadowText {
  readonly bytes: Buffer;
  /** Where a byte of the shadow stands in the file; null where there is nothing. */
  readonly placeOf: (offset: number) => ShadowPlace | null;
}

/** A byte of the file, and the statement that it stands in. */
export interface ShadowPlace {
  readonly statement: Statement;
  readonly start: number;
}

/**
 * Puts statements of a file one behind the other: those at the top, in bodies, and in the texts of
 * EXECUTE, in the order of the file; an expression of PL/pgSQL is none. What is no SQL (psql's
 * commands, the data of a COPY) isn't in it, nor is a comment between statements.
 */
export function shadowText(statements: readonly Statement[]): ShadowText {
  const pieces = statements.filter(({ kind }) => kind === 'statement');
  const buffers = pieces.map(({ text }) => Buffer.from(`${text}\n;\n`)); // a text may end in `--`
  const starts = [0];
  for (const { length } of buffers) starts.push((starts.at(-1) ?? 0) + length);
  return {
    bytes: Buffer.concat(buffers),
    placeOf: (offset) => {
      const index = lastAtMost(starts, offset);
      const statement = pieces[index];
      if (statement === undefined) return null;
      const start = statement.start + offset - (starts[index] ?? 0);
      return { statement, start: Math.min(start, statement.end) };
    },
  };
}
