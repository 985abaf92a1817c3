import { type Emit, emitterOf, type Row } from '../answer/row-serializer.ts';
import type { Field, Form } from '../answer/value-form.ts';
import { BufferPool } from './buffer-pool.ts';
import type { RowSink } from './row-splitter.ts';

/** A column of a list: what stands before its values, and how they are written. */
interface ListColumn {
  /** `,"quantity":`, the comma but in the first, and a quote where one opens every value. */
  readonly head: Buffer;
  /** The same with `null` behind it. */
  readonly absent: Buffer;
  readonly form: Form;
  /** How a text of it becomes JSON, where its bytes don't say enough. */
  readonly emit: Emit;
}

/** A list that was written from its rows' bytes. */
export interface WrittenList {
  /** Holds until the release. */
  readonly json: Buffer;
  /** Lets another list have its memory; not before the last byte has been sent. */
  readonly release: () => void;
  readonly count: number;
  /** Texts of the first and the last row; undefined in an empty list. */
  readonly first: Row | undefined;
  readonly last: Row | undefined;
}

/** Makes writers of lists with these columns; each begins with room for what the last one had. */
export function listWriterOf(fields: readonly Field[]): () => ListWriter {
  const columns = fields.map(([key, form], i): ListColumn => {
    const head = `${i === 0 ? '' : ','}${JSON.stringify(key)}:`;
    return {
      head: Buffer.from(isQuoted(form) ? `${head}"` : head),
      absent: Buffer.from(`${head}null`),
      form,
      emit: emitterOf(form),
    };
  });
  const size = { bytes: 0 };
  return () => new ListWriter(columns, size);
}

/** What lists are written into. */
const POOL = new BufferPool();

/** Most of what a value can grow to: each byte an escape of six, quotes, a comma. */
const GROWTH = 6;
const LEAST_BYTES = 16 * 1024;
const MOST_AT_ONCE = 1024 * 1024;

/** Writes the rows of one statement as the JSON of a list, byte by byte. */
export class ListWriter implements RowSink {
  readonly #columns: readonly ListColumn[];
  #out: Buffer;
  #end = 0;
  #count = 0;
  #first: Row | undefined;
  #last: { readonly bytes: Buffer; readonly from: number; readonly count: number } | undefined;
  #fault: unknown;

  readonly #size: { bytes: number };

  /** @param size - Bytes that the list before had; it is set to those of this one. */
  constructor(columns: readonly ListColumn[], size: { bytes: number }) {
    this.#columns = columns;
    this.#size = size;
    this.#out = POOL.take(Math.min(Math.max(size.bytes, LEAST_BYTES), MOST_AT_ONCE));
  }

  readonly take = (bytes: Buffer, at: number, count: number): void => {
    if (this.#fault !== undefined) return;
    try {
      this.#row(bytes, at, Math.min(count, this.#columns.length));
    } catch (error) {
      this.#fault = error;
    }
  };

  /** The list. @throws What went wrong while it was written. */
  finish(): WrittenList {
    if (this.#fault !== undefined) throw this.#fault;
    this.#reserve(2);
    if (this.#count === 0) this.#out[this.#end++] = OPEN_LIST;
    this.#out[this.#end++] = CLOSE_LIST;
    this.#size.bytes = this.#end + LEAST_BYTES;
    const out = this.#out;
    return {
      json: out.subarray(0, this.#end),
      release: () => POOL.give(out),
      count: this.#count,
      first: this.#first,
      last: this.#last && textsOf(this.#last),
    };
  }

  #row(bytes: Buffer, from: number, count: number): void {
    this.#last = { bytes, from, count };
    this.#first ??= textsOf(this.#last);
    this.#reserve(2);
    this.#out[this.#end++] = this.#count++ === 0 ? OPEN_LIST : COMMA;
    this.#out[this.#end++] = OPEN_ROW;
    let at = from;
    for (let i = 0; i < count; i++) {
      const column = this.#columns[i];
      if (column === undefined) break;
      const length = lengthAt(bytes, at);
      const { absent } = column;
      at += LENGTH_BYTES;
      this.#reserve(absent.length + Math.max(length, 0) * GROWTH + LEAST_VALUE);
      if (length < 0) {
        this.#copy(absent, 0, absent.length);
        continue;
      }
      this.#value(column, bytes, at, at + length);
      at += length;
    }
    this.#reserve(1);
    this.#out[this.#end++] = CLOSE_ROW;
  }

  #value({ form, emit, head }: ListColumn, bytes: Buffer, from: number, to: number): void {
    this.#copy(head, 0, head.length);
    if (form === 'raw') return this.#copy(bytes, from, to);
    if (form === 'plain') {
      this.#copy(bytes, from, to);
      this.#out[this.#end++] = QUOTE;
      return;
    }
    if (form === 'text' && this.#copyPlain(bytes, from, to)) return;
    if (form === 'instant' && isUtc(bytes, from, to)) return this.#instant(bytes, from, to);
    if (isQuoted(form)) this.#end--; // an emitter writes the quotes itself
    this.#text(emit(bytes.toString('utf8', from, to)));
  }

  /** `2026-01-31 12:00:00.5+00` as RFC 3339. */
  #instant(bytes: Buffer, from: number, to: number): void {
    this.#copy(bytes, from, from + DAY_BYTES);
    this.#out[this.#end++] = LETTER_T;
    this.#copy(bytes, from + DAY_BYTES + 1, to - 3);
    this.#out[this.#end++] = LETTER_Z;
    this.#out[this.#end++] = QUOTE;
  }

  /** What an emitter made may be of any length. */
  #text(json: string): void {
    this.#reserve(Buffer.byteLength(json) + LEAST_VALUE);
    this.#end += this.#out.write(json, this.#end);
  }

  /** A loop is quicker than a call into the engine, as long as there is little to copy. */
  #copy(bytes: Buffer, from: number, to: number): void {
    if (to - from > LONG_BYTES) {
      this.#end += bytes.copy(this.#out, this.#end, from, to);
      return;
    }
    const out = this.#out;
    let end = this.#end;
    for (let at = from; at < to; at++) out[end++] = bytes[at] ?? 0;
    this.#end = end;
  }

  /** Copies text, and its last quote; false, and nothing, where JSON would escape something. */
  #copyPlain(bytes: Buffer, from: number, to: number): boolean {
    const out = this.#out;
    let end = this.#end;
    for (let at = from; at < to; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < BLANK || byte === QUOTE || byte === BACKSLASH) return false;
      out[end++] = byte;
    }
    out[end++] = QUOTE;
    this.#end = end;
    return true;
  }

  #reserve(more: number): void {
    if (this.#end + more <= this.#out.length) return;
    const larger = POOL.take(Math.max(this.#out.length * 2, this.#end + more));
    this.#out.copy(larger, 0, 0, this.#end);
    POOL.give(this.#out);
    this.#out = larger;
  }
}

const [QUOTE, COMMA, BACKSLASH, BLANK] = [0x22, 0x2c, 0x5c, 0x20];
const [OPEN_LIST, CLOSE_LIST, OPEN_ROW, CLOSE_ROW] = [0x5b, 0x5d, 0x7b, 0x7d];
const [LETTER_T, LETTER_Z, PLUS, ZERO] = [0x54, 0x5a, 0x2b, 0x30];
const DAY_BYTES = 10;
const LENGTH_BYTES = 4;
const LONG_BYTES = 100;
const LEAST_VALUE = 16;

/** True for a form whose values all stand in quotes. */
const isQuoted = (form: Form): boolean => form === 'plain' || form === 'text' || form === 'instant';

/** The length in front of a field: four bytes with a sign, -1 for null. @throws {RangeError} */
function lengthAt(bytes: Buffer, at: number): number {
  if (at + LENGTH_BYTES > bytes.length) throw new RangeError('A field is outside of its row.');
  const high = ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16);
  return high | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
}

/** True for an instant with a blank behind its day and `+00` at its end. */
function isUtc(bytes: Buffer, from: number, to: number): boolean {
  const isZero = bytes[to - 3] === PLUS && bytes[to - 2] === ZERO && bytes[to - 1] === ZERO;
  return isZero && to - from > DAY_BYTES + 4 && bytes[from + DAY_BYTES] === BLANK;
}

function textsOf({ bytes, from, count }: { bytes: Buffer; from: number; count: number }): Row {
  let at = from;
  return Array.from({ length: count }, () => {
    const length = lengthAt(bytes, at);
    at += LENGTH_BYTES + Math.max(length, 0);
    return length < 0 ? null : bytes.toString('utf8', at - length, at);
  });
}
