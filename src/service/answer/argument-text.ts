import { bottomOf, type Types } from '../../catalog/routine.ts';
import { type Literal, writeArray, writeRow } from './pg-literal.ts';

/**
 * A value of the request as text for the database: JSON in, PostgreSQL's own form out.
 *
 * @param value - It has passed the schema of its type.
 */
export function argumentText(types: Types, name: string, value: unknown): string | null {
  const type = bottomOf(types, name);
  if (value === null || value === undefined) return null;
  if (type.element !== null && Array.isArray(value)) {
    return writeArray(arrayLiteral(types, type.element, value));
  }
  if (type.kind === 'composite') {
    const fields = value as Readonly<Record<string, unknown>>;
    return writeRow(
      type.fields.map(({ name: key, type: of }) => argumentText(types, of, fields[key])),
    );
  }
  if (type.schema !== 'pg_catalog') return String(value);
  if (type.name === 'json' || type.name === 'jsonb') return JSON.stringify(value);
  if (type.name === 'bytea') return `\\x${Buffer.from(String(value), 'base64').toString('hex')}`;
  return String(value);
}

function arrayLiteral(
  types: Types,
  element: string,
  items: readonly unknown[],
): readonly Literal[] {
  const nests = ['json', 'jsonb'].includes(bottomOf(types, element).name);
  return items.map((item) =>
    Array.isArray(item) && !nests
      ? arrayLiteral(types, element, item)
      : argumentText(types, element, item),
  );
}
