import { ruleMarkdown } from '../../output/findings/rule-markdown.ts';
import { utf16Column } from '../../output/findings/to-sarif.ts';
import type { ToldRule } from '../../output/findings/told.ts';
import type { Finding } from '../finding.ts';

/** From 0 on, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** The end is no part of it. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A finding as an editor shows it. */
export interface Diagnostic {
  readonly range: Range;
  /** 1 error, 2 warning, 3 information. */
  readonly severity: 1 | 2 | 3;
  readonly code: string;
  readonly source: string;
  readonly message: string;
}

const SEVERITIES = { error: 1, warning: 2, note: 3 } as const;

/** What no waiver covers, for an editor. */
export function diagnosticsOf(text: string, findings: readonly Finding[]): readonly Diagnostic[] {
  const lines = text.split(/\r?\n/);
  const at = (line: number, column: number): Position => ({
    line: line - 1,
    character: utf16Column(lines[line - 1] ?? '', column) - 1,
  });
  return findings.flatMap(({ line, column, rule, level, message, source, waived, ...end }) => {
    if (waived !== undefined) return [];
    const { endLine = line, endColumn = column + wordAt(lines[line - 1] ?? '', column) } = end;
    const range = { start: at(line, column), end: at(endLine, endColumn) };
    return [{ range, severity: SEVERITIES[level], code: rule, source, message }];
  });
}

/** How many letters the word at a column has: a mark of one letter is hard to hover. */
function wordAt(line: string, column: number): number {
  const rest = [...line].slice(column - 1).join('');
  return Math.max(1, [...(/^[\p{L}\p{N}_$]+/u.exec(rest)?.[0] ?? '')].length);
}

/** The pages of the rules that speak at a position; null where none does. */
export function hoverAt(
  position: Position,
  diagnostics: readonly Diagnostic[],
  rules: readonly ToldRule[],
): string | null {
  const ids = new Set(
    diagnostics.filter((one) => holds(one.range, position)).map(({ code }) => code),
  );
  const pages = rules.filter(({ id }) => ids.has(id)).map(ruleMarkdown);
  return pages.length === 0 ? null : pages.join('\n\n---\n\n');
}

function holds({ start, end }: Range, { line, character }: Position): boolean {
  const isBehind = line > start.line || (line === start.line && character >= start.character);
  return isBehind && (line < end.line || (line === end.line && character < end.character));
}

/**
 * The line that waives a diagnostic, to be put above its line. The reason is left to the writer:
 * until there is one, the waiver is a finding (PW803).
 *
 * @param until The last day: YYYY-MM-DD.
 */
export function waiverEdit(text: string, { range, code }: Diagnostic, until: string) {
  const { line } = range.start;
  const [blanks = ''] = /^[ \t]*/.exec(text.split(/\r?\n/)[line] ?? '') ?? [];
  const start = { line, character: 0 };
  const newText = `${blanks}-- procwright:allow ${code} until=${until}\n`;
  return { range: { start, end: start }, newText };
}
