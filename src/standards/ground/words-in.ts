import type { Statement } from '../statement.ts';
import { type Word, wordsOf } from '../read/words-of.ts';
import type { Ground } from './ground.ts';

/** A word at its place. */
export interface PlacedWord extends Word {
  /** The byte of the file. */
  readonly start: number;
}

/** Whether a word is looked for; only of those is the place found. */
export type WordTest = (word: Word) => boolean;

/** The words of a statement at the top or in an EXECUTE; those of a body are the body's. */
export function ownWords(
  { text, start, outer }: Statement,
  ground: Ground,
  isWanted: WordTest,
): readonly PlacedWord[] {
  const isInBody = outer !== null && outer.body !== null;
  return isInBody ? [] : [...placed(text, start, { ground, isWanted })];
}

/** The words of the body that a statement makes, those of its declarations too. */
export function bodyWords(
  { body }: Statement,
  ground: Ground,
  isWanted: WordTest,
): readonly PlacedWord[] {
  return body === null ? [] : [...placed(body.text, body.start, { ground, isWanted })];
}

interface Search {
  readonly ground: Ground;
  readonly isWanted: WordTest;
}

/** A doubled quote is one in the text, and two in the file: a word stands at its place or later. */
function* placed(text: string, start: number, { ground, isWanted }: Search): Generator<PlacedWord> {
  const { bytes } = ground.source;
  for (const word of wordsOf(text)) {
    if (!isWanted(word)) continue;
    const from = start + Buffer.byteLength(text.slice(0, word.index));
    const at = bytes.indexOf(word.isQuoted ? `"${word.text}` : word.text, from);
    yield { ...word, start: at === -1 ? from : at };
  }
}
