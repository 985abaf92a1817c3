/** A word of SQL: a key word, or a name. */
export interface Word {
  /** As it stands there; a quoted name without its quotes. */
  readonly text: string;
  readonly isQuoted: boolean;
  /** The character of the text where it begins, with its quote. */
  readonly index: number;
}

/** What is no word: comments, strings with and without backslashes, bodies, numbers. */
const PARTS = new RegExp(
  [
    '--[^\\n]*',
    '/\\*[^]*?\\*/',
    "\\b[eE]'(?:[^'\\\\]|\\\\[^]|'')*'",
    "'(?:[^']|'')*'",
    '(?<dollar>\\$(?:[a-zA-Z_]\\w*)?\\$)[^]*?\\k<dollar>',
    '"(?<quoted>(?:[^"]|"")*)"',
    '(?<bare>[\\p{L}_][\\p{L}\\p{N}_$]*)',
    '[$:]?\\d[\\w.]*',
  ].join('|'),
  'gu',
);

/** The words of a text that stand outside of strings and comments, in its order. */
export function* wordsOf(text: string): Generator<Word> {
  for (const { index, groups } of text.matchAll(PARTS)) {
    const { quoted, bare } = groups ?? {};
    if (quoted !== undefined) yield { text: quoted.replaceAll('""', '"'), isQuoted: true, index };
    else if (bare !== undefined) yield { text: bare, isQuoted: false, index };
  }
}
