import { RANGE, type Schema, typesOf } from './schema.ts';
import { wordOf } from './pattern-word.ts';

/** A value that a schema takes, the plainest of them, to be filled in by a person. */
export function sampleValue(schema: Schema): unknown {
  const { enum: choices, anyOf } = schema;
  if (Array.isArray(choices)) return choices[0] as unknown;
  if (Array.isArray(anyOf)) return sampleValue((anyOf as readonly Schema[])[0] ?? {}); // our own
  switch (typesOf(schema)[0]) {
    case 'string':
      return sampleText(schema);
    case 'integer':
    case 'number':
      return numberFrom(schema);
    case 'boolean':
      return true;
    case 'array':
      return [sampleValue((schema['items'] ?? {}) as Schema)]; // our own schemas
    case 'object':
      return sampleObject(schema);
    default:
      return {};
  }
}

/** What is required of an object, or all of one that requires nothing. */
function sampleObject({ properties, required }: Schema): Readonly<Record<string, unknown>> {
  const all = Object.entries((properties ?? {}) as Readonly<Record<string, Schema>>);
  const needed = Array.isArray(required) ? all.filter(([key]) => required.includes(key)) : all;
  return Object.fromEntries(needed.map(([key, of]) => [key, sampleValue(of)]));
}

const FORMATS: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-7000-8000-000000000001',
  date: '2026-01-31',
  'date-time': '2026-01-31T12:00:00Z',
};

function sampleText(schema: Schema): string {
  const { format, pattern, minLength } = schema;
  const known = FORMATS[String(format)];
  if (known !== undefined) return known;
  if (format === 'int64' || format === 'decimal') {
    const { min, above, max } = schema[RANGE] ?? {};
    return min !== undefined && /^[1-9]/.test(min)
      ? min
      : above === undefined && max === '0'
        ? '0'
        : '1';
  }
  if (typeof pattern === 'string') return wordOf(pattern, () => 0);
  return 'text'.padEnd(Number(minLength ?? 0), '.');
}

function numberFrom({ minimum, exclusiveMinimum, maximum }: Schema): number {
  if (typeof minimum === 'number') return Math.max(minimum, Math.min(1, Number(maximum ?? 1)));
  if (typeof exclusiveMinimum === 'number') return Math.floor(exclusiveMinimum) + 1;
  return Math.min(1, Number(maximum ?? 1));
}
