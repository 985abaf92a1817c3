import { bottomOf, type Types } from '../../catalog/routine.ts';

/**
 * How a value that is the database's text becomes JSON. It is JSON itself, and says all that there
 * is to know: an answer that is kept with it can be written when its types are long gone.
 */
export type Form = Scalar | { readonly list: Form } | { readonly row: readonly Field[] };

/** A key of an object, and the form of its value. */
export type Field = readonly [key: string, form: Form];

/**
 * `text` is written in quotes, with escapes; `plain` in quotes, as nothing in it needs an escape;
 * `raw` as it stands.
 */
export type Scalar = 'bool' | 'bytes' | 'float' | 'instant' | 'none' | 'plain' | 'raw' | 'text';

/** The form of a type's values. */
export function formOf(types: Types, name: string): Form {
  const type = bottomOf(types, name);
  if (type.element !== null) return { list: formOf(types, type.element) };
  if (type.kind === 'composite') {
    return { row: type.fields.map((field) => [field.name, formOf(types, field.type)]) };
  }
  return (type.schema === 'pg_catalog' ? SCALARS[type.name] : undefined) ?? 'text';
}

const SCALARS: Readonly<Record<string, Scalar>> = {
  bool: 'bool',
  int2: 'raw',
  int4: 'raw',
  oid: 'raw',
  int8: 'plain', // a JSON number would be rounded by most readers
  numeric: 'plain',
  uuid: 'plain',
  date: 'plain',
  float4: 'float',
  float8: 'float',
  json: 'raw',
  jsonb: 'raw',
  timestamptz: 'instant',
  bytea: 'bytes',
  void: 'none',
};
