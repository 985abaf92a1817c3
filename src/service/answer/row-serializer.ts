import { type Literal, readArray, readRow } from './pg-literal.ts';
import type { Field, Form, Scalar } from './value-form.ts';

/** A row as the driver hands it over: each value as the database's own text. */
export type Row = readonly (string | null)[];

/** Writes rows as JSON. */
export interface RowSerializer {
  readonly one: (row: Row) => string;
  readonly many: (rows: readonly Row[]) => string;
}

/** How one text of the database becomes JSON. */
export type Emit = (text: string) => string;

/**
 * Makes the writer of an answer: database text in, JSON text out, no value in between. Parsing into
 * JavaScript values costs twice the time, rounds int8, and cuts timestamps to milliseconds.
 *
 * It leans on the session's settings in `db/connect.ts`: UTC, ISO dates, exact floats.
 */
export function compileSerializer(fields: readonly Field[]): RowSerializer {
  const parts = fields.map(([key, form], i) => ({
    head: `${i === 0 ? '' : ','}${JSON.stringify(key)}:`,
    emit: emitterOf(form),
  }));

  const one = (row: Row) => {
    let json = '{';
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i];
      const text = row[i] ?? null;
      if (part) json += part.head + (text === null ? 'null' : part.emit(text));
    }
    return `${json}}`;
  };
  return { one, many: (rows) => `[${rows.map(one).join(',')}]` };
}

/** How the values of a form become JSON. */
export function emitterOf(form: Form): Emit {
  if (typeof form === 'string') return EMITTERS[form];
  return 'list' in form ? arrayEmitter(emitterOf(form.list)) : rowEmitter(form.row);
}

function arrayEmitter(emit: Emit): Emit {
  const list = (items: readonly Literal[]): string => {
    const written = items.map((item) => {
      if (item === null) return 'null';
      return typeof item === 'string' ? emit(item) : list(item);
    });
    return `[${written.join(',')}]`;
  };
  return (text) => list(readArray(text));
}

function rowEmitter(fields: readonly Field[]): Emit {
  const { one } = compileSerializer(fields);
  return (text) => one(readRow(text));
}

const EMITTERS: Readonly<Record<Scalar, Emit>> = {
  bool: (text) => (text === 't' ? 'true' : 'false'),
  bytes: (text) => `"${Buffer.from(text.slice(2), 'hex').toString('base64')}"`,
  float,
  instant,
  none: () => 'null',
  plain: (text) => `"${text}"`, // digits and hyphens: nothing to escape
  raw: (text) => text,
  text: JSON.stringify,
};

/** JSON has no word for what is no number, so text stands for it. */
function float(text: string): string {
  return /^-?\d/.test(text) ? text : `"${text}"`;
}

/** `2026-01-31 12:00:00.5+00` as RFC 3339; `infinity` as it stands. */
function instant(text: string): string {
  const isPlain = text.endsWith('+00') && text[10] === ' ';
  return isPlain ? `"${text.slice(0, 10)}T${text.slice(11, -3)}Z"` : JSON.stringify(text);
}
