import { compareDecimal } from './decimal.ts';

/** A JSON Schema of draft 2020-12, the one that OpenAPI 3.1 takes as it is. */
export type Schema = Readonly<Record<string, unknown>> & {
  readonly [RANGE]?: Range;
  readonly allOf?: readonly Schema[];
};

/**
 * Bounds of a number that is written as text, compared exactly. Plain JSON Schema has none, so this
 * is a keyword of ours, `x-range`; what plain keywords can say of it is said beside it.
 */
export interface Range {
  readonly min?: string;
  readonly max?: string;
  readonly above?: string;
  readonly below?: string;
}

/** The name of the keyword for a range. */
export const RANGE = 'x-range';

/** The name of the keyword that lists the checks which the database alone judges. */
export const DATABASE_CHECK = 'x-db-check';

/** The types that a schema names: none, one or several. */
export function typesOf({ type }: Schema): readonly string[] {
  if (typeof type === 'string') return [type];
  return Array.isArray(type) ? type.filter((name) => typeof name === 'string') : [];
}

/** A schema that takes null as well. */
export function nullable(schema: Schema): Schema {
  const types = typesOf(schema);
  const choices = schema['anyOf'];
  if (Array.isArray(choices)) return { ...schema, anyOf: [...choices, { type: 'null' }] };
  if ('enum' in schema) return { anyOf: [schema, { type: 'null' }] };
  if (types.length === 0) return schema; // anything goes, null too
  return { ...schema, type: [...types, 'null'] };
}

/** Both hold: of two bounds the tighter one, of two patterns both, of anything else the second. */
export function both(first: Schema, second: Schema): Schema {
  return Object.entries(second).reduce((schema, [key, value]) => add(schema, key, value), first);
}

function add(schema: Schema, key: string, value: unknown): Schema {
  const old = schema[key];
  if (old === undefined) return { ...schema, [key]: value };
  switch (key) {
    case 'maximum':
    case 'exclusiveMaximum':
    case 'maxLength':
      return { ...schema, [key]: Math.min(Number(old), Number(value)) };
    case 'minimum':
    case 'exclusiveMinimum':
    case 'minLength':
      return { ...schema, [key]: Math.max(Number(old), Number(value)) };
    case 'pattern':
    case 'enum':
      return add(schema, 'allOf', [{ [key]: value }]);
    case RANGE:
      return { ...schema, [key]: bothRanges(schema[RANGE] ?? {}, value as Range) };
    case 'allOf':
    case DATABASE_CHECK:
      return { ...schema, [key]: [old, value].flat() };
    default:
      return { ...schema, [key]: value };
  }
}

function bothRanges(first: Range, second: Range): Range {
  const range: { -readonly [Bound in keyof Range]: string } = { ...first };
  for (const bound of BOUNDS) {
    const [old, other] = [first[bound], second[bound]];
    if (other === undefined) continue;
    const order = old === undefined ? 0 : (compareDecimal(other, old) ?? 0);
    const isLower = bound === 'min' || bound === 'above';
    if (old === undefined || (isLower ? order > 0 : order < 0)) range[bound] = other;
  }
  return range;
}

const BOUNDS = ['min', 'max', 'above', 'below'] as const;
