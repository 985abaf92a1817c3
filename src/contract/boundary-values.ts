import { bottomOf, type Types } from '../catalog/routine.ts';
import { type Pick, wordOf } from './pattern-word.ts';
import type { Schema } from './schema.ts';
import { typeSchema } from './type-schema.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Values of a type as text, drawn where its checks are likely to change their mind: at the bounds,
 * beside them, words of the patterns and words that differ in one letter, and some from anywhere.
 */
export function boundaryValues(types: Types, name: string, random: () => number): () => string {
  const pick: Pick = (count) => Math.floor(random() * count);
  const schema = typeSchema(types, name, 'in');
  const checks = checksBelow(types, name).join(' ');
  switch (kindOf(types, name)) {
    case 'whole':
      return wholeNumbers(boundsIn(checks), pick);
    case 'decimal':
      return decimals(boundsIn(checks), pick);
    case 'day':
      return () => day(pick);
    default:
      return words(schema, literalsIn(checks), pick);
  }
}

/** The checks of a domain and of the domains that it rests on. */
function checksBelow(types: Types, name: string): readonly string[] {
  const type = types[name];
  if (!type) return [];
  const own = type.checks.map(({ definition }) => definition);
  return type.base === null ? own : [...own, ...checksBelow(types, type.base)];
}

function kindOf(types: Types, name: string): 'whole' | 'decimal' | 'day' | 'text' {
  const { name: bottom } = bottomOf(types, name);
  if (/^int[248]$/.test(bottom)) return 'whole';
  if (/^(numeric|float[48])$/.test(bottom)) return 'decimal';
  return bottom === 'date' ? 'day' : 'text';
}

/** The numbers that a check speaks of. */
const boundsIn = (checks: string): readonly string[] =>
  [...checks.matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => number);

/** The texts that it speaks of, patterns among them. */
const literalsIn = (checks: string): readonly string[] =>
  [...checks.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replaceAll("''", "'"));

const EDGES = [7, 8, 15, 16, 31, 32, 53, 63].map((bits) => 2n ** BigInt(bits));

function wholeNumbers(bounds: readonly string[], pick: Pick): () => string {
  const centres = [...bounds.map((bound) => BigInt(bound.replace(/\..*/, ''))), ...EDGES, 0n];
  return () => {
    const centre = centres[pick(centres.length)] ?? 0n;
    const sign = pick(4) === 0 ? -1n : 1n;
    const steps = [0, pick(7) - 3, pick(401) - 200, pick(2 ** 15), pick(2 ** 20) * pick(2 ** 20)];
    return String(sign * (centre + BigInt(steps[pick(steps.length)] ?? 0)));
  };
}

function decimals(bounds: readonly string[], pick: Pick): () => string {
  const whole = wholeNumbers(bounds, pick);
  const tails = ['', '.0', '.5', '.01', '.009', '.4999', '.25', '.2500001', '.10'];
  return () => {
    const bound = bounds[pick(bounds.length)];
    if (bound !== undefined && pick(3) === 0) return bound + (bound.includes('.') ? '' : '.0');
    return (pick(9) === 0 ? '-0' : whole()) + (tails[pick(tails.length)] ?? '');
  };
}

function day(pick: Pick): string {
  const time = Date.UTC(1995 + pick(60), pick(12), 1 + pick(31));
  return new Date(time).toISOString().slice(0, 10);
}

/** Letters that checks are likely to treat in different ways. */
const LETTERS = [...'aAzZ09 .-_\n\t\\"\'éßİ١😀\u0301\u00a0xX'];

function words(schema: Schema, literals: readonly string[], pick: Pick): () => string {
  const patterns = [schema, ...(schema.allOf ?? [])].flatMap(({ pattern }) =>
    typeof pattern === 'string' ? [pattern] : [],
  );
  const lengths = [schema['minLength'], schema['maxLength']].flatMap((length) =>
    typeof length === 'number' && length < 2_000 ? [length - 1, length, length + 1] : [],
  );
  const random = (length: number) =>
    Array.from({ length: Math.max(0, length) }, () => LETTERS[pick(LETTERS.length)]).join('');
  const makers: (() => string)[] = [
    () => random(pick(8)),
    ...lengths.map((length) => () => random(length)),
    ...[...patterns, ...literals].map((pattern) => () => wordOf(pattern, pick)),
    ...literals.map((literal) => () => literal),
  ];
  return () => {
    const word = (makers[pick(makers.length)] ?? (() => ''))();
    return pick(3) === 0 ? changed(word, pick) : word;
  };
}

/** The same word but for one letter: another, one more, one less. */
function changed(word: string, pick: Pick): string {
  const letters = [...word];
  const letter = LETTERS[pick(LETTERS.length)] ?? '';
  letters.splice(pick(letters.length + 1), pick(2), ...(pick(3) === 0 ? [] : [letter]));
  return letters.join('');
}

/** The value of a text in JSON, as clients write it. */
export function jsonValueOf(types: Types, name: string, text: string): unknown {
  const { name: bottom } = bottomOf(types, name);
  return /^(int[24]|float[48])$/.test(bottom) ? Number(text) : text;
}

/** True for a type of which values are drawn here: a domain with a check, over such a base. */
export function isDrawable(types: Types, name: string): boolean {
  const { schema, name: bottom } = bottomOf(types, name);
  const drawn = /^(int[248]|numeric|text|varchar|bpchar|date)$/.test(bottom);
  return schema === 'pg_catalog' && drawn && checksBelow(types, name).length > 0;
}
