import { isDeepStrictEqual } from 'node:util';

import { DATABASE_CHECK, type Schema, typesOf } from '../schema.ts';
import { boundShifts, rangeShifts } from './bound-shift.ts';
import type { BareShift, Shift } from './shift.ts';

/**
 * Every difference between what two schemas take. What can't be told is `other`: neither more nor
 * less, so that nobody counts on it. Descriptions are not compared.
 */
export function schemaShifts(old: Schema, next: Schema, at = ''): readonly Shift[] {
  const [was, is] = [shapeOf(old), shapeOf(next)];
  const nulls = nullShifts(was, is);
  const types = typeShifts(was, is);
  const inner = types.some(({ way }) => way === 'other') ? [] : keywordShifts(was, is);
  return [
    ...[...nulls, ...types, ...inner].map((shift) => ({ ...shift, at })),
    ...(types.length === 0 ? memberShifts(was, is, at) : []),
  ];
}

/** A schema without its null. */
interface Shape {
  readonly takesNull: boolean;
  /** Empty: anything. */
  readonly types: readonly string[];
  readonly schema: Schema;
}

function shapeOf(schema: Schema): Shape {
  const types = typesOf(schema).filter((type) => type !== 'null');
  const choices = choicesOf(schema);
  if (choices.length > 0) {
    const others = choices.filter((choice) => !isDeepStrictEqual(choice, { type: 'null' }));
    const [only] = others;
    const rest = others.length === 1 && only ? only : { anyOf: others };
    return { takesNull: others.length < choices.length, types: typesOf(rest), schema: rest };
  }
  const isAnything = typesOf(schema).length === 0 && !('enum' in schema);
  return { takesNull: isAnything || typesOf(schema).includes('null'), types, schema };
}

function choicesOf({ anyOf }: Schema): readonly Schema[] {
  return Array.isArray(anyOf) ? (anyOf as readonly Schema[]) : []; // our own schemas
}

function nullShifts(was: Shape, is: Shape): readonly BareShift[] {
  if (was.takesNull === is.takesNull) return [];
  return is.takesNull
    ? [{ way: 'wider', says: 'it may be null now' }]
    : [{ way: 'narrower', says: 'it is never null now' }];
}

function typeShifts(was: Shape, is: Shape): readonly BareShift[] {
  if (isDeepStrictEqual([...was.types].sort(), [...is.types].sort())) {
    const isSame = isDeepStrictEqual(choicesOf(was.schema), choicesOf(is.schema));
    return isSame ? [] : [{ way: 'other', says: 'its choices are others' }];
  }
  const says = `it was ${kindOf(was)} and is ${kindOf(is)}`;
  if (isWithin(was, is)) return [{ way: 'wider', says }];
  return [{ way: isWithin(is, was) ? 'narrower' : 'other', says }];
}

/** True when every type of the first is one that the second takes. */
function isWithin(inner: Shape, outer: Shape): boolean {
  const isAnything = ({ types, schema }: Shape) =>
    types.length === 0 && !('enum' in schema) && !('anyOf' in schema);
  if (isAnything(outer)) return true;
  if (inner.types.length === 0) return false;
  return inner.types.every(
    (type) => outer.types.includes(type) || (type === 'integer' && outer.types.includes('number')),
  );
}

function kindOf({ types, schema }: Shape): string {
  if (types.length > 0) return types.join(' or ');
  return 'anyOf' in schema || 'enum' in schema ? 'one of several' : 'anything';
}

/** Our own form of int64 and its range say more exactly what pattern and length say beside them. */
const isExact = ({ schema }: Shape): boolean => schema['format'] === 'int64';

function keywordShifts(was: Shape, is: Shape): readonly BareShift[] {
  const patterns = isExact(was) && isExact(is) ? [] : setShifts('pattern', patternsOf, [was, is]);
  return [
    ...boundShifts(was.schema, is.schema),
    ...rangeShifts(was.schema, is.schema),
    ...enumShifts(was.schema['enum'], is.schema['enum']),
    ...patterns,
    ...setShifts('check', ({ schema }) => listOf(schema[DATABASE_CHECK]), [was, is]),
    ...wordShifts('format', was, is),
    ...wordShifts('contentEncoding', was, is),
  ];
}

/** Facts that all must hold: one more is narrower, one less is wider, an exchange can't be told. */
function setShifts(
  what: string,
  read: (shape: Shape) => readonly string[],
  [was, is]: readonly [Shape, Shape],
): readonly BareShift[] {
  const [old, next] = [read(was), read(is)];
  const added = next.filter((fact) => !old.includes(fact));
  const gone = old.filter((fact) => !next.includes(fact));
  if (added.length > 0 && gone.length > 0) {
    return [{ way: 'other', says: `its ${what} was ${gone.join(', ')}, is ${added.join(', ')}` }];
  }
  return [
    ...added.map((fact) => ({ way: 'narrower' as const, says: `its ${what} ${fact} is new` })),
    ...gone.map((fact) => ({ way: 'wider' as const, says: `its ${what} ${fact} is gone` })),
  ];
}

function patternsOf({ schema }: Shape): readonly string[] {
  const parts = [schema, ...(schema.allOf ?? [])];
  return parts.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []));
}

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

/** An enum is the other way round: one choice more is wider. */
function enumShifts(old: unknown, next: unknown): readonly BareShift[] {
  if (old === undefined && next === undefined) return [];
  if (old === undefined) return [{ way: 'narrower', says: `it is one of ${textOf(next)} now` }];
  if (next === undefined) return [{ way: 'wider', says: 'it is free now, and was one of a list' }];
  const [was, is] = [listOf(old), listOf(next)];
  const added = is.filter((choice) => !was.includes(choice));
  const gone = was.filter((choice) => !is.includes(choice));
  return [
    ...added.map((choice) => ({ way: 'wider' as const, says: `the choice ${choice} is new` })),
    ...gone.map((choice) => ({ way: 'narrower' as const, says: `the choice ${choice} is gone` })),
  ];
}

function wordShifts(name: string, was: Shape, is: Shape): readonly BareShift[] {
  const [old, next] = [was.schema[name], is.schema[name]];
  if (old === next) return [];
  if (old === undefined) return [{ way: 'narrower', says: `its ${name} is ${textOf(next)} now` }];
  if (next === undefined) return [{ way: 'wider', says: `its ${name} ${textOf(old)} is gone` }];
  return [{ way: 'other', says: `its ${name} was ${textOf(old)} and is ${textOf(next)}` }];
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

/** What lies inside: items of a list, members of an object. */
function memberShifts(was: Shape, is: Shape, at: string): readonly Shift[] {
  const [oldItems, items] = [was.schema['items'], is.schema['items']];
  const inItems =
    oldItems === undefined || items === undefined
      ? []
      : schemaShifts(oldItems as Schema, items as Schema, `${at}[]`); // our own schemas
  return [...inItems, ...propertyShifts(was.schema, is.schema, at)];
}

function propertyShifts(old: Schema, next: Schema, at: string): readonly Shift[] {
  const [was, is] = [propertiesOf(old), propertiesOf(next)];
  const isClosed = next['additionalProperties'] === false;
  const [more, less] = isClosed
    ? (['wider', 'narrower'] as const)
    : (['narrower', 'wider'] as const);
  const shifts: Shift[] = [];
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [before, after] = [was[name], is[name]];
    const place = `${at}.${name}`;
    if (before && after) shifts.push(...schemaShifts(before, after, place));
    else if (after) shifts.push({ way: more, at: place, says: 'it is new' });
    else shifts.push({ way: less, at: place, says: 'it is gone' });
  }
  return [...shifts, ...requiredShifts(old, next, at)];
}

/** A member that came or went has been told already. */
function requiredShifts(old: Schema, next: Schema, at: string): readonly Shift[] {
  const [was, is] = [listOf(old['required']), listOf(next['required'])];
  const isKnown = (name: string) => name in propertiesOf(old) && name in propertiesOf(next);
  const added = is.filter((name) => !was.includes(name) && isKnown(name));
  const gone = was.filter((name) => !is.includes(name) && isKnown(name));
  return [
    ...added.map((name): Shift => ({
      way: 'narrower',
      at: `${at}.${name}`,
      says: 'it must stand',
    })),
    ...gone.map((name): Shift => ({ way: 'wider', at: `${at}.${name}`, says: 'it may be absent' })),
  ];
}

function propertiesOf({ properties }: Schema): Readonly<Record<string, Schema>> {
  return typeof properties === 'object' && properties !== null
    ? (properties as Readonly<Record<string, Schema>>) // our own schemas
    : {};
}
