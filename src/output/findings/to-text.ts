import { paint } from '../paint.ts';
import { counted, openOf, type Told, type ToldRule, type ToldRun } from './told.ts';

/**
 * Writes findings for a person: the place, what is wrong and what to write instead, the line with
 * its span underlined, and the first time that a rule speaks why it's there. Those that a waiver
 * covers are counted, not told.
 */
export function toText(run: ToldRun): string {
  const met = new Set<string>();
  const open = openOf(run);
  const blocks = open.map((told) => {
    const rule = met.has(told.rule) ? undefined : run.rules.find(({ id }) => id === told.rule);
    met.add(told.rule);
    return [...findingLines(told, run), ...(rule === undefined ? [] : [whyLine(rule)])].join('\n');
  });
  const known = run.rules.find(({ id }) => met.has(id));
  const hint = `procwright lint --explain ${known?.id ?? ''} tells what a rule holds, and why.`;
  return [...blocks, ...(known === undefined ? [] : [hint]), summaryLine(run)].join('\n');
}

/** `file:line:column level rule message`, the line itself, and a mark under the span. */
export function findingLines(told: Told, { lineOf }: Pick<ToldRun, 'lineOf'>): readonly string[] {
  const { file, line, column, rule, level, message } = told;
  const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[level];
  const place = [...file].map(visible).join('');
  const words = [...message].map((letter) => (letter === '\n' ? letter : visible(letter))).join('');
  const head = `${place}:${line}:${column} ${colour(level)} ${paint.bold(rule)} ${words}`;
  const source = lineOf(file, line);
  if (source.trim() === '') return [head];
  const letters = [...source].map(visible);
  const start = Math.max(0, column - WIDTH); // a long line is shown where it matters
  const from = column - 1;
  const to = Math.max(from + 1, Math.min(endOf(told, letters.length), start + SHOWN));
  const pad = letters.slice(start, from).map((letter) => ' '.repeat(widthOf(letter)));
  const marks = letters.slice(from, to).map((letter) => '^'.repeat(widthOf(letter)));
  const blanks = ' '.repeat(Math.max(0, from - start - pad.length));
  return [
    head,
    `    ${letters.slice(start, start + SHOWN).join('')}`,
    `    ${pad.join('')}${blanks}${colour(marks.join('') || '^')}`,
  ];
}

const WIDTH = 100;
const SHOWN = WIDTH + 10;

/** The end of the span in its first line. */
function endOf({ line, endLine = line, column, endColumn = column + 1 }: Told, length: number) {
  return endLine > line ? length : endColumn - 1;
}

/** A control character of a file, or of its name, would act on the terminal. */
function visible(letter: string): string {
  if (letter === '\t') return ' ';
  return /[\p{Cc}\p{Cf}]/u.test(letter) ? '\uFFFD' : letter;
}

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFF01-\uFF60]|\p{Emoji_Presentation}/u;

/** Columns of a terminal: a letter of East Asia takes two, a mark over a letter none. */
function widthOf(letter: string): number {
  if (/\p{Mn}/u.test(letter)) return 0;
  return WIDE.test(letter) ? 2 : 1;
}

function whyLine({ why }: ToldRule): string {
  const [first = ''] = why
    .trim()
    .replaceAll(/\s+/g, ' ')
    .split(/(?<=\.)\s/);
  return `    ${paint.dim(`why: ${first}`)}`;
}

/** The closing line: how much was given, and how much there is to say. */
function summaryLine(run: ToldRun): string {
  const open = openOf(run);
  const waived = run.findings.length - open.length;
  const parts = (['error', 'warning', 'note'] as const).flatMap((level) => {
    const count = open.filter((told) => told.level === level).length;
    return count === 0 ? [] : [counted(count, level)];
  });
  const unread = new Set(
    open.filter(({ rule }) => rule === run.unreadRule).map(({ file }) => file),
  );
  const read = [counted(run.files.length, 'file')];
  if (unread.size > 0) read.push(`${unread.size} of them not wholly read`);
  if (waived > 0) parts.push(`${waived} waived`);
  return `${read.join(', ')}: ${parts.length === 0 ? 'no finding' : parts.join(', ')}.`;
}
