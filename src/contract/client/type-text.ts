import { type Schema, typesOf } from '../schema.ts';

/** A schema as a type of TypeScript: as narrow as types can be, checks of values aside. */
export function typeText(schema: Schema): string {
  const { anyOf, enum: choices } = schema;
  if (Array.isArray(choices)) return unionOf(choices.map((choice) => JSON.stringify(choice)));
  if (Array.isArray(anyOf)) return unionOf((anyOf as readonly Schema[]).map(typeText)); // our own
  const types = typesOf(schema);
  return types.length === 0 ? 'unknown' : unionOf(types.map((type) => oneType(type, schema)));
}

/** In one line; a type that is itself a union needs no brackets inside one. */
const unionOf = (types: readonly string[]): string => [...new Set(types)].join(' | ');

function oneType(type: string, schema: Schema): string {
  switch (type) {
    case 'string':
      return FORMATS[String(schema['format'])] ?? 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
    case 'null':
      return type;
    case 'array':
      return `readonly (${typeText((schema['items'] ?? {}) as Schema)})[]`; // our own schemas
    default:
      return objectText(schema);
  }
}

/** Text that is no mere text has a name of its own, which the client declares. */
const FORMATS: Readonly<Record<string, string>> = { int64: 'Int64', decimal: 'Decimal' };

function objectText({ properties, required }: Schema): string {
  if (typeof properties !== 'object' || properties === null) {
    return 'Readonly<Record<string, unknown>>';
  }
  const needed = Array.isArray(required) ? required : [];
  const members = Object.entries(properties as Readonly<Record<string, Schema>>).map(
    ([key, of]) => `readonly ${memberName(key)}${needed.includes(key) ? '' : '?'}: ${typeText(of)}`,
  );
  return `{ ${members.join('; ')} }`;
}

/** A name as a member of an interface, in quotes where it is no word. */
export const memberName = (key: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key);
