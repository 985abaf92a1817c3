import { lex, type Token } from '../../read/lex.ts';
import type { Statement } from '../../statement.ts';
import type { Ground } from '../ground.ts';

/** The words of a statement as the file has them, at their places in it. */
function wordsOf({ start, end }: Statement, { source }: Ground): readonly Token[] {
  return lex(source.bytes.subarray(start, end)).map((token) => ({
    text: token.text.toLowerCase(),
    start: token.start + start,
    end: token.end + start,
  }));
}

/** Where a word stands for the last time; the statement's start where it doesn't. */
export function placeOfWord(word: string, statement: Statement, ground: Ground): number {
  const found = wordsOf(statement, ground).findLast(({ text }) => text === word);
  return found?.start ?? statement.start;
}

/**
 * Where each command of an ALTER TABLE begins, which its tree doesn't tell; the statement's start
 * for all where its text is put together.
 */
export function placesOfCommands(
  count: number,
  statement: Statement,
  ground: Ground,
): readonly number[] {
  const words = wordsOf(statement, ground);
  const places: number[] = [];
  let depth = 0;
  let isFirst = true;
  for (const { text, start } of words.slice(behindName(words))) {
    if (isFirst && depth === 0) places.push(start);
    isFirst = depth === 0 && text === ',';
    if (text === '(' || text === '[') depth += 1;
    else if (text === ')' || text === ']') depth -= 1;
  }
  return places.length === count ? places : Array<number>(count).fill(statement.start);
}

/** The index of the word behind `alter table if exists only app.item *`. */
function behindName(words: readonly Token[]): number {
  const table = words.findIndex(({ text }) => text === 'table');
  let at = table + 1;
  while (BEFORE_NAME.has(words[at]?.text ?? '')) at += 1;
  at += 1;
  while (words[at]?.text === '.') at += 2;
  return words[at]?.text === '*' ? at + 1 : at;
}

const BEFORE_NAME: ReadonlySet<string> = new Set(['if', 'exists', 'only']);
