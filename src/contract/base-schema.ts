import { RANGE, type Schema } from './schema.ts';

/** A client gives it, or the database answers it: only an answer may be NaN. */
export type Direction = 'in' | 'out';

const INTEGER = '^(0|-?[1-9][0-9]*)$';
const DECIMAL = '-?(0|[1-9][0-9]*)(\\.[0-9]+)?';
const NO_NUMBER = 'NaN|-?Infinity';
const FLOAT: Schema = {
  anyOf: [{ type: 'number' }, { enum: ['NaN', 'Infinity', '-Infinity'] }],
};

/**
 * PostgreSQL's own types in JSON. 64-bit integers and numeric are text, in one spelling only: a
 * number in JSON is a double to most readers, and would lose digits without a word.
 */
const BASES: Readonly<Record<string, Schema>> = {
  bool: { type: 'boolean' },
  int2: { type: 'integer', minimum: -32_768, maximum: 32_767 },
  int4: { type: 'integer', minimum: -2_147_483_648, maximum: 2_147_483_647 },
  int8: {
    type: 'string',
    format: 'int64',
    pattern: INTEGER,
    maxLength: 20,
    [RANGE]: { min: '-9223372036854775808', max: '9223372036854775807' },
  },
  float4: FLOAT,
  float8: FLOAT,
  uuid: { type: 'string', format: 'uuid' },
  date: { type: 'string', format: 'date' },
  timestamptz: { type: 'string', format: 'date-time' },
  bytea: { type: 'string', contentEncoding: 'base64' },
  json: {},
  jsonb: {},
};

/** The schema of a type of pg_catalog; what isn't in the list is text in PostgreSQL's own form. */
export function baseSchema(name: string, direction: Direction): Schema {
  if (name === 'numeric') return numericSchema(direction);
  return BASES[name] ?? { type: 'string' };
}

function numericSchema(direction: Direction): Schema {
  const pattern = direction === 'in' ? `^${DECIMAL}$` : `^(${DECIMAL}|${NO_NUMBER})$`;
  return { type: 'string', format: 'decimal', pattern };
}

/**
 * What a type's modifier adds. A cast to `varchar(n)` cuts and one to `numeric(p,s)` rounds, both
 * without a word, so it is refused before the database is asked.
 */
export function modifierSchema(sql: string): Schema {
  const [, scale] = /^numeric\(\d+,(\d+)\)$/.exec(sql) ?? [];
  if (scale === '0') return { pattern: INTEGER };
  if (scale !== undefined) return { pattern: `^-?(0|[1-9][0-9]*)(\\.[0-9]{1,${scale}})?$` };
  const [, length] = /^character(?: varying)?\((\d+)\)$/.exec(sql) ?? [];
  return length === undefined ? {} : { maxLength: Number(length) };
}
