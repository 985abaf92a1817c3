import { bottomOf, type Types } from '../../catalog/routine.ts';
import type { AnswerColumn } from '../../contract/endpoint.ts';
import { type Literal, readArray, readRow } from './pg-literal.ts';

/** A row as the driver hands it over: each value as the database's own text. */
export type Row = readonly (string | null)[];

/** Writes rows as JSON. */
export interface RowSerializer {
  readonly one: (row: Row) => string;
  readonly many: (rows: readonly Row[]) => string;
}

type Emit = (text: string) => string;

/**
 * Makes the writer of an answer: database text in, JSON text out, no value in between. Parsing into
 * JavaScript values costs twice the time, rounds int8, and cuts timestamps to milliseconds.
 *
 * It leans on the session's settings in `db/connect.ts`: UTC, ISO dates, exact floats.
 */
export function compileSerializer(types: Types, columns: readonly AnswerColumn[]): RowSerializer {
  const parts = columns.map(({ key, type }, i) => ({
    head: `${i === 0 ? '' : ','}${JSON.stringify(key)}:`,
    emit: emitterOf(types, type),
  }));

  const one = (row: Row) => {
    let json = '{';
    for (const [i, { head, emit }] of parts.entries()) {
      const text = row[i] ?? null;
      json += head + (text === null ? 'null' : emit(text));
    }
    return `${json}}`;
  };
  return { one, many: (rows) => `[${rows.map(one).join(',')}]` };
}

/** How one value of a type becomes JSON. */
function emitterOf(types: Types, name: string): Emit {
  const type = bottomOf(types, name);
  if (type.element !== null) return arrayEmitter(emitterOf(types, type.element));
  if (type.kind === 'composite') {
    const keys = type.fields.map((field) => JSON.stringify(field.name));
    return rowEmitter(
      keys,
      type.fields.map((field) => emitterOf(types, field.type)),
    );
  }
  return (type.schema === 'pg_catalog' ? EMITTERS[type.name] : undefined) ?? JSON.stringify;
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

function rowEmitter(keys: readonly string[], emitters: readonly Emit[]): Emit {
  return (text) => {
    const fields = readRow(text);
    const written = keys.map((key, i) => {
      const field = fields[i] ?? null;
      return `${key}:${field === null ? 'null' : (emitters[i] ?? JSON.stringify)(field)}`;
    });
    return `{${written.join(',')}}`;
  };
}

const asIs: Emit = (text) => text;
const plain: Emit = (text) => `"${text}"`; // digits and hyphens: nothing to escape

const EMITTERS: Readonly<Record<string, Emit>> = {
  bool: (text) => (text === 't' ? 'true' : 'false'),
  int2: asIs,
  int4: asIs,
  oid: asIs,
  int8: plain,
  numeric: plain,
  uuid: plain,
  date: plain,
  float4: float,
  float8: float,
  json: asIs,
  jsonb: asIs,
  timestamptz: instant,
  bytea: (text) => `"${Buffer.from(text.slice(2), 'hex').toString('base64')}"`,
  void: () => 'null',
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
