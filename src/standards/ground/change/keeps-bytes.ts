/**
 * Whether values of one type are values of the other as they lie on the disk, so that a change of
 * type writes nothing (manual, ALTER TABLE: "binary coercible", and the limits that only widen).
 */
export function keepsBytes(before: string, after: string): boolean {
  if (before === after) return true;
  const [from, to] = [parts(before), parts(after)];
  if (from === null || to === null) return false;
  if (TEXTS.has(from.name) && TEXTS.has(to.name)) return isWiderAt(0, from, to);
  if (from.name !== to.name) return from.name === 'cidr' && to.name === 'inet';
  if (from.name === 'numeric') {
    if (to.limits.length === 0) return true;
    return isWiderAt(0, from, to) && (from.limits[1] ?? 0) === (to.limits[1] ?? 0);
  }
  return WIDENING.has(from.name) && isWiderAt(0, from, to);
}

interface Type {
  readonly name: string;
  readonly limits: readonly number[];
}

/** Null for an array: it is written anew whatever it holds. */
function parts(type: string): Type | null {
  const [, name, limits = ''] = /^([^([]+)(?:\(([\d,]+)\))?$/.exec(type) ?? [];
  if (name === undefined) return null;
  return { name, limits: limits === '' ? [] : limits.split(',').map(Number) };
}

/** No limit is the widest. */
function isWiderAt(index: number, from: Type, to: Type): boolean {
  const [before = Infinity, after = Infinity] = [from.limits[index], to.limits[index]];
  return after >= before;
}

/** One form on the disk; `text` has no limit. */
const TEXTS: ReadonlySet<string> = new Set(['text', 'varchar']);

const WIDENING: ReadonlySet<string> = new Set([
  'timestamp',
  'timestamptz',
  'time',
  'timetz',
  'varbit',
]);
