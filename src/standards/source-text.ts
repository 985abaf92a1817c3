/** A place for a reader: both from 1 on; the column counts characters (code points). */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A file's text by bytes, as PostgreSQL's parser counts, and where its lines begin. */
export interface SourceText {
  /** As it was given. */
  readonly file: string;
  readonly text: string;
  readonly bytes: Buffer;
  /** The place of a byte. One beyond the end is the end. */
  readonly placeOf: (offset: number) => Place;
}

/** Prepares a text for many questions after places. */
export function sourceText(file: string, text: string): SourceText {
  const bytes = Buffer.from(text);
  let starts: readonly number[] | null = null; // most files have no finding
  const placeOf = (offset: number): Place => {
    starts ??= lineStarts(bytes);
    const at = Math.max(0, Math.min(offset, bytes.length));
    const line = lastAtMost(starts, at);
    return { line: line + 1, column: lettersIn(bytes, starts[line] ?? 0, at) + 1 };
  };
  return { file, text, bytes, placeOf };
}

/** Each letter of UTF-8 begins with one byte that continues none. */
function lettersIn(bytes: Buffer, from: number, to: number): number {
  let letters = 0;
  for (let at = from; at < to; at += 1) {
    if (((bytes[at] ?? 0) & 0xc0) !== 0x80) letters += 1;
  }
  return letters;
}

/** The offset of the first byte of each line. */
export function lineStarts(bytes: Buffer): readonly number[] {
  const starts = [0];
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) {
    starts.push(at + 1);
  }
  return starts;
}

/** The index of the last number that is not above `limit`; the numbers ascend and begin with 0. */
export function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

const NEWLINE = 10;
