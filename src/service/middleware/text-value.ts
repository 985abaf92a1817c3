import { type Schema, typesOf } from '../../contract/schema.ts';

/** True where a schema takes a list: only there may a name of the query stand several times. */
export const takesList = (schema: Schema): boolean => typesOf(schema).includes('array');

/**
 * A text of the path or the query as the JSON value that its schema asks for. What can't be one
 * stays text, and the schema refuses it.
 */
export function valueOfText(schema: Schema, text: string): unknown {
  const wanted = wantedTypes(schema);
  if (wanted.includes('array')) return valueOfText(itemsOf(schema), text);
  const isNumber = wanted.includes('integer') || wanted.includes('number');
  if (isNumber && NUMBER.test(text)) return Number(text);
  if (wanted.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

/** In one spelling, and short enough to be exact. */
const NUMBER = /^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?$/;

function wantedTypes(schema: Schema): readonly string[] {
  const choices = Array.isArray(schema['anyOf']) ? (schema['anyOf'] as readonly Schema[]) : [];
  return [schema, ...choices].flatMap(typesOf);
}

function itemsOf(schema: Schema): Schema {
  return (schema['items'] as Schema | undefined) ?? {};
}
