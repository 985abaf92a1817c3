/** What a string constant says, and where each byte of it stands in the constant's text. */
export interface Literal {
  readonly bytes: Buffer;
  readonly at: (index: number) => number;
}

/**
 * Decodes a string constant as it stands in a file: dollar quoted, plain, or with backslashes
 * (manual, 4.1.2 String Constants). Null for one with `U&`, and for one that says no text.
 */
export function decodeLiteral(token: Buffer): Literal | null {
  const dollar = /^\$[^$]*\$/.exec(token.toString('latin1', 0, Math.min(token.length, 70)));
  if (dollar !== null) {
    const width = dollar[0].length;
    return { bytes: token.subarray(width, token.length - width), at: (index) => width + index };
  }
  if (token[0] === QUOTE) return unquote(token, 1, false);
  const mark = String.fromCharCode(token[0] ?? 0).toLowerCase();
  return mark === 'e' && token[1] === QUOTE ? unquote(token, 2, true) : null;
}

/** Takes the quotes off, and what stands twice or behind a backslash becomes one. */
function unquote(token: Buffer, from: number, hasEscapes: boolean): Literal | null {
  const bytes: number[] = [];
  const places: number[] = [];
  for (let at = from; at < token.length - 1;) {
    const step = hasEscapes && token[at] === BACKSLASH ? escapeAt(token, at) : plainAt(token, at);
    if (step === null) return null;
    for (const byte of step.bytes) {
      bytes.push(byte);
      places.push(at);
    }
    at += step.width;
  }
  return { bytes: Buffer.from(bytes), at: (index) => places[index] ?? token.length - 1 };
}

interface Step {
  readonly bytes: Iterable<number>;
  readonly width: number;
}

function plainAt(token: Buffer, at: number): Step {
  const byte = token[at] ?? 0;
  return { bytes: [byte], width: byte === QUOTE && token[at + 1] === QUOTE ? 2 : 1 };
}

const LETTERS: Readonly<Record<string, number>> = { b: 8, f: 12, n: 10, r: 13, t: 9 };
const CODES = /^\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/;

function escapeAt(token: Buffer, at: number): Step | null {
  const [whole, octal, hex, short, long] = CODES.exec(token.toString('latin1', at, at + 10)) ?? [];
  if (whole === undefined) {
    const next = token[at + 1] ?? 0;
    return { bytes: [LETTERS[String.fromCharCode(next)] ?? next], width: 2 };
  }
  if (octal !== undefined) return { bytes: [parseInt(octal, 8) & 255], width: whole.length };
  if (hex !== undefined) return { bytes: [parseInt(hex, 16)], width: whole.length };
  const code = parseInt(short ?? long ?? '', 16);
  if (code > 0x10ffff) return null;
  return { bytes: Buffer.from(String.fromCodePoint(code)), width: whole.length };
}

const QUOTE = 39;
const BACKSLASH = 92;
