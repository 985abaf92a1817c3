import { type Finding, UNREAD } from '../finding.ts';
import type { FileText } from '../read-file.ts';

/** The files of a run: each is a text to be judged, or a finding that says why it is none. */
export interface Given {
  readonly texts: readonly FileText[];
  /** One for each file or folder that could not be read. */
  readonly unread: readonly Finding[];
}

/** Says of a file, or of a place in it, that it was not read. */
export function unreadAt(
  file: string,
  message: string,
  place: { readonly line: number; readonly column: number } = { line: 1, column: 1 },
): Finding {
  return { file, ...place, rule: UNREAD, level: 'error', message, source: 'procwright' };
}

/** Every file that was given, read or not, in the order of code points. */
export function filesOf({ texts, unread }: Given): readonly string[] {
  const files = [...texts.map(({ path }) => path), ...unread.map(({ file }) => file)];
  return [...new Set(files)].sort();
}
