import { type Reading, refuse } from './json-reading.ts';

/** Reads a text, a number, a truth or null. */
export function readScalar(reading: Reading): unknown {
  if (reading.text[reading.at] === '"') return readText(reading);
  for (const [word, value] of WORDS) {
    if (!reading.text.startsWith(word, reading.at)) continue;
    reading.at += word.length;
    return value;
  }
  return readNumber(reading);
}

const WORDS = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const;

function readText(reading: Reading): string {
  const start = reading.at;
  const hasEscapes = stepOver(reading);
  const raw = reading.text.slice(start, reading.at);
  const value = hasEscapes ? unescape(reading, raw) : raw.slice(1, -1);
  if (value.includes('\0')) refuse(reading, 'A NUL is not allowed.');
  if (/\p{Surrogate}/u.test(value)) refuse(reading, 'Half a surrogate pair is no character.');
  return value;
}

/** Goes behind the closing quote. @returns True when there are escapes inside. */
function stepOver(reading: Reading): boolean {
  let hasEscapes = false;
  for (reading.at++; reading.at < reading.text.length; reading.at++) {
    const code = reading.text.charCodeAt(reading.at);
    if (code === QUOTE) {
      reading.at++;
      return hasEscapes;
    }
    if (code < BLANK) refuse(reading, 'A control character must be escaped.');
    if (code === BACKSLASH) {
      hasEscapes = true;
      reading.at++;
    }
  }
  return refuse(reading, 'The text has no closing quote.');
}

const QUOTE = 34;
const BLANK = 32;
const BACKSLASH = 92;

function unescape(reading: Reading, raw: string): string {
  try {
    return JSON.parse(raw) as string; // one text, in its quotes
  } catch {
    return refuse(reading, 'An escape is not valid.');
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Longer numbers say more than a double holds. */
const LONGEST_NUMBER = 24;

function readNumber(reading: Reading): number {
  NUMBER.lastIndex = reading.at;
  const [text] = NUMBER.exec(reading.text) ?? [];
  if (text === undefined) refuse(reading, 'A value is expected.');
  reading.at += text.length;
  const value = Number(text);
  const isExact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (!isExact || text.length > LONGEST_NUMBER) {
    refuse(reading, 'The number is too large or too exact: write it as text.');
  }
  return value;
}
