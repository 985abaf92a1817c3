import { createHash } from 'node:crypto';

import type { Catalog } from '../catalog/routine.ts';

/**
 * What a contract is known by: equal in two databases with the same routines and types, whatever
 * their oids and their logins, and another as soon as a comment, a default or a check changes.
 */
export function contractHash({ schema, routines, types }: Catalog): string {
  const lasting = routines.map((routine) => ({ ...routine, callers: [] }));
  return createHash('sha256')
    .update(JSON.stringify({ schema, routines: lasting, types }, sorted))
    .digest('hex');
}

/** For JSON.stringify: the keys of an object in one order. */
function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
