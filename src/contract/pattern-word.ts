/** Picks one of `count` places, from 0. */
export type Pick = (count: number) => number;

/** How often a part that may repeat without end does so at most. */
const MOST = 3;

/**
 * A word that a portable pattern takes (`portable-pattern.ts`): literals, classes, groups, choices
 * and counts. What it makes is to be judged by the pattern all the same.
 */
export function wordOf(pattern: string, pick: Pick): string {
  const reader: Reader = { text: pattern.replace(/^\^/, '').replace(/\$$/, ''), at: 0 };
  return choiceOf(reader, pick)();
}

/** Writes a word anew at each call. */
type Writer = () => string;

interface Reader {
  readonly text: string;
  at: number;
}

/** Alternatives up to a closing bracket or the end. */
function choiceOf(reader: Reader, pick: Pick): Writer {
  const choices: Writer[] = [];
  do choices.push(sequenceOf(reader, pick));
  while (reader.text[reader.at] === '|' && ++reader.at > 0);
  return () => (choices[pick(choices.length)] ?? (() => ''))();
}

function sequenceOf(reader: Reader, pick: Pick): Writer {
  const parts: Writer[] = [];
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? ')')) {
    const part = atomOf(reader, pick);
    const [least, most] = countOf(reader);
    parts.push(() => Array.from({ length: least + pick(most - least + 1) }, part).join(''));
  }
  return () => parts.map((part) => part()).join('');
}

function atomOf(reader: Reader, pick: Pick): Writer {
  const character = reader.text[reader.at++] ?? '';
  if (character === '\\') {
    const literal = reader.text[reader.at++] ?? '';
    return () => literal;
  }
  if (character === '[') return classOf(reader, pick);
  if (character !== '(') return () => character;
  if (reader.text.startsWith('?:', reader.at)) reader.at += 2;
  const inner = choiceOf(reader, pick);
  reader.at++; // the closing bracket
  return inner;
}

function classOf(reader: Reader, pick: Pick): Writer {
  const end = reader.text.indexOf(']', reader.at + 1);
  const body = reader.text.slice(reader.at, end);
  reader.at = end + 1;
  const isNegated = body.startsWith('^');
  const named = [...body.slice(isNegated ? 1 : 0).matchAll(/([^])-([^])|([^])/g)].flatMap(rangeOf);
  const taken = isNegated ? ASCII.filter((one) => !named.includes(one)) : named;
  return () => taken[pick(taken.length)] ?? '';
}

function rangeOf([, first, last, only]: RegExpMatchArray): readonly string[] {
  if (first === undefined || last === undefined) return [only ?? ''];
  const [from, to] = [first, last].map((one) => one.charCodeAt(0));
  return ASCII.filter((one) => one.charCodeAt(0) >= (from ?? 0) && one.charCodeAt(0) <= (to ?? 0));
}

const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

function countOf(reader: Reader): readonly [least: number, most: number] {
  const [text, least, comma, most] =
    /^(?:[+*?]|\{(\d+)(,?)(\d*)\})/.exec(reader.text.slice(reader.at)) ?? [];
  if (text === undefined) return [1, 1];
  reader.at += text.length;
  if (least === undefined) return [text === '+' ? 1 : 0, text === '?' ? 1 : MOST];
  const from = Number(least);
  if (comma === '') return [from, from];
  return [from, most === '' ? from + MOST : Number(most)];
}
