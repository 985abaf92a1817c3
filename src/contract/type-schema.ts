import { bottomOf, type Types, typeOf, type ValueType } from '../catalog/routine.ts';
import { baseSchema, type Direction, modifierSchema } from './base-schema.ts';
import { both, nullable, RANGE, type Schema } from './schema.ts';
import { readCheck, type Written } from './read-check.ts';

/**
 * What a type looks like in JSON.
 *
 * @param name - A key of `types`.
 */
export function typeSchema(types: Types, name: string, direction: Direction): Schema {
  const type = typeOf(types, name);
  const described = type.comment === null ? {} : { description: type.comment };
  return { ...shapeOf(types, type, direction), ...described };
}

/** The same with null, unless the type itself refuses null. */
export function nullableSchema(types: Types, name: string, direction: Direction): Schema {
  const schema = typeSchema(types, name, direction);
  return typeOf(types, name).isNotNull ? schema : nullable(schema);
}

function shapeOf(types: Types, type: ValueType, direction: Direction): Schema {
  const inner = (name: string) => nullableSchema(types, name, direction);
  if (type.base !== null) return domainSchema(types, type, direction);
  if (type.element !== null) return { type: 'array', items: inner(type.element) };
  if (type.kind === 'enum') return { type: 'string', enum: type.labels };
  if (type.kind !== 'composite') return baseSchema(type.name, direction);
  return {
    type: 'object',
    ...(direction === 'in'
      ? { additionalProperties: false }
      : { required: type.fields.map((field) => field.name) }),
    properties: Object.fromEntries(type.fields.map((field) => [field.name, inner(field.type)])),
  };
}

/** A domain adds its checks to what lies below it; a domain over a domain adds to both. */
function domainSchema(types: Types, type: ValueType, direction: Direction): Schema {
  const below = typeSchema(types, type.base ?? '', direction);
  const written = writtenAs(types, type);
  const schema = [
    modifierSchema(type.baseSql ?? ''),
    ...type.checks.map(({ definition }) => readCheck(definition, written)),
  ].reduce(both, below);
  return tightened(schema);
}

function writtenAs(types: Types, type: ValueType): Written {
  const { schema, name } = bottomOf(types, type.base ?? '');
  if (schema !== 'pg_catalog') return 'other';
  if (name === 'int8' || name === 'numeric') return 'decimal';
  if (name === 'int2' || name === 'int4') return 'number';
  const isText = name === 'text' || name === 'varchar';
  return isText && type.isDeterministic ? 'text' : 'other';
}

/**
 * Says in plain JSON Schema as much of a range of whole numbers as can be said: without minus,
 * without zero, no longer than the upper bound. Readers that don't know our keyword then know more.
 */
function tightened(schema: Schema): Schema {
  const { min, above, max, below } = schema[RANGE] ?? {};
  if (schema['format'] !== 'int64') return schema;
  const least = [...whole(min), ...whole(above).map((bound) => bound + 1n)];
  if (!least.some((bound) => bound >= 0n)) return schema;
  const lengths = [max, below].flatMap((bound) => bound?.length ?? []);
  return {
    ...schema,
    pattern: least.some((bound) => bound > 0n) ? '^[1-9][0-9]*$' : '^(0|[1-9][0-9]*)$',
    maxLength: Math.min(...lengths),
  };
}

/** The bound as a whole number; one with decimals says nothing here. */
function whole(bound: string | undefined): readonly bigint[] {
  return bound !== undefined && /^-?\d+$/.test(bound) ? [BigInt(bound)] : [];
}
