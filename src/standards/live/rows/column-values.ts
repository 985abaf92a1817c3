import { wordOf } from '../../../contract/pattern-word.ts';
import { readCheck, type Written } from '../../../contract/read-check.ts';
import { sampleValue } from '../../../contract/sample-value.ts';
import type { Schema } from '../../../contract/schema.ts';
import { spread } from './spread.ts';

/** A column that wants a value in every row that is made up. */
export interface FillColumn {
  readonly name: string;
  /** As in a cast: `app.kind`, `numeric(9,2)`. */
  readonly type: string;
  /** The type under a domain, without modifiers: `text`, `bigint`, `text[]`. */
  readonly base: string;
  /** `typtype` of the base: `b`, `e` for an enum, `r` for a range, `c` for a row. */
  readonly kind: string;
  /** The length of a varchar or char; null without one. */
  readonly length: number | null;
  readonly not_null: boolean;
  /** Checks of the column's domain, as PostgreSQL prints them. */
  readonly domain_checks: readonly string[];
  /** The value where a partition begins; null where the partition doesn't ask for it. */
  readonly bound: string | null;
}

/**
 * SQL expressions of the row number `g` that may be values of a column, the likeliest first. None
 * of them is known to please a check of the table: whoever uses them tries.
 *
 * @param checks - The checks of the table that speak of this column alone.
 */
export function candidateValues(column: FillColumn, checks: readonly string[]): readonly string[] {
  const { type, name, bound, not_null, domain_checks } = column;
  if (bound !== null) return [`${quote(bound)}::${type}`];
  const own = checks.map((text) =>
    text.replaceAll(new RegExp(`(?<![\\w"])"?${name}"?(?![\\w"])`, 'g'), 'VALUE'),
  );
  const allowed = [...domain_checks, ...own].flatMap((text) => fromCheck(text, column));
  const plain = plainValue(column);
  const values = [
    ...allowed,
    ...(plain === null ? [] : [plain]),
    ...(OTHERS[column.base] ?? (NUMBERS.has(column.base) ? SMALL : [])),
  ].map((text) => `(${text})::${type}`);
  if (not_null) return values;
  const [likely] = values;
  const mixed = likely === undefined ? [] : [`case when g % 3 > 0 then ${likely} end`];
  return [...mixed, ...values, `null::${type}`];
}

const SMALL = ['1', '0', '0.5', '100', '1 + g % 9', '-1'];
const NUMBERS = new Set(['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision']);

/** What domains and checks ask for now and then: digests, codes, objects. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  text: [
    "encode(sha256(g::text::bytea), 'hex')",
    'md5(g::text)',
    'left(md5(g::text), 16)',
    'left(md5(g::text), 8)',
    "lpad(g::text, 8, '0')",
    "'A' || g",
    "'a'",
    "'AAA'",
    "'1'",
    "''",
  ],
  bytea: [
    'sha256(g::text::bytea)',
    'sha512(g::text::bytea)',
    "decode(left(md5(g::text), 16), 'hex')",
  ],
  jsonb: ["jsonb_build_object('n', g)", "'[]'", '\'{"type": "object"}\'', '\'"text"\''],
  json: ["'[]'"],
};

/** A value for each row where the check lets itself be read, else nothing. */
function fromCheck(definition: string, { base }: FillColumn): readonly string[] {
  const schema = readCheck(definition, writtenOf(base));
  const { enum: choices, pattern } = schema;
  if (Array.isArray(choices)) {
    const words = choices.map(String);
    return [oneOf(words), ...words.slice(0, 3).map(quote)]; // another column may ask for the one
  }
  if (typeof pattern === 'string') return [oneOf(wordsOf(pattern))];
  if ('x-db-check' in schema) return wordsIn(definition);
  if (writtenOf(base) !== 'text') return [];
  const value = sampleValue({ type: 'string', ...schema } as Schema);
  const { minLength } = schema;
  return typeof minLength === 'number' && minLength > 8 ? [quote(String(value))] : [];
}

/** Every text that a check names: one of them may be what it wants. */
function wordsIn(definition: string): readonly string[] {
  const words = [...definition.matchAll(/'((?:[^']|'')*)'::/g)].map(([, word = '']) => word);
  return words.length === 0 ? [] : [oneOf(words.map((word) => word.replaceAll("''", "'")))];
}

const MOST_WORDS = 50;

/** Words of a pattern, the same in every run. */
function wordsOf(pattern: string): readonly string[] {
  const pick = spread();
  return [...new Set(Array.from({ length: MOST_WORDS }, () => wordOf(pattern, pick)))];
}

function oneOf(words: readonly string[]): string {
  return `(array[${words.map(quote).join(', ')}])[1 + g % ${words.length}]`;
}

function writtenOf(base: string): Written {
  if (base === 'bigint' || base === 'numeric') return 'decimal';
  if (NUMBERS.has(base)) return 'number';
  return /^(text|character varying|character|"char"|name)$/.test(base) ? 'text' : 'other';
}

function plainValue({ base, kind, length, type }: FillColumn): string | null {
  if (kind === 'e')
    return `(enum_range(null::${type}))[1 + g % cardinality(enum_range(null::${type}))]`;
  if (base.endsWith('[]')) return "'{}'";
  if (kind === 'r') return `'empty'`;
  if (length !== null) return `left(md5(g::text), ${length})`;
  return PLAIN[base] ?? null;
}

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const PLAIN: Readonly<Record<string, string>> = {
  smallint: 'g % 30000',
  integer: 'g',
  bigint: 'g',
  numeric: 'g % 100',
  real: 'g',
  'double precision': 'g',
  boolean: 'g % 2 = 0',
  text: "'t' || g",
  'character varying': "'t' || g",
  character: "'t'",
  '"char"': "'t'",
  name: "'t' || g",
  bytea: "decode(md5(g::text), 'hex')",
  date: "date '2025-01-01' + g % 365",
  'timestamp with time zone': "timestamptz '2025-01-01 00:00:00+00' + g * interval '1 minute'",
  'timestamp without time zone': "timestamp '2025-01-01' + g * interval '1 minute'",
  'time without time zone': "time '00:00' + g * interval '1 second'",
  interval: "g * interval '1 second'",
  uuid: 'md5(g::text)::uuid',
  json: "'{}'",
  jsonb: "'{}'",
  inet: "inet '10.0.0.0' + g",
  cidr: "'10.0.0.0/8'",
  money: 'g',
  oid: 'g',
  xid8: 'pg_current_xact_id()',
  pg_lsn: "'0/0'",
  bit: "'1'",
  xml: "'<a/>'",
  tsvector: "'a'",
  point: 'point(g, g)',
};
