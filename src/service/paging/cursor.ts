import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import { LIMIT } from '../../contract/most-rows.ts';
import type { CursorKeys } from './cursor-key.ts';
import type { ServedContext } from '../request-context.ts';

/** Makes and reads the opaque marks at which a list goes on. */
export interface Cursors {
  readonly seal: (scope: CursorScope, value: string) => string;
  /** @returns The value, or undefined for a cursor that isn't valid in this scope. */
  readonly open: (scope: CursorScope, cursor: string) => string | undefined;
}

/** Where a cursor is valid, and for whom: it is of no use anywhere else. */
export interface CursorScope {
  readonly path: string;
  /** What the list is of: the values in the path, and the filters; in the order of their names. */
  readonly values: readonly (readonly [string, unknown])[];
  readonly actor: string;
}

/** Where the cursors of a request are valid: the next page may have another size. */
export function cursorScope({ served, input, caller }: ServedContext): CursorScope {
  const values = Object.entries(input)
    .filter(([key]) => key !== LIMIT)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { path: served.endpoint.route.path, values, actor: caller?.actor ?? '' };
}

/** version.key.value.MAC: the key's name lets a second key take over while old cursors are out. */
const FORM = /^(1\.([0-9a-f]{8})\.([A-Za-z0-9_-]{0,512}))\.([A-Za-z0-9_-]{22})$/;

/** Cursors that are authenticated with a key; whoever has one of the keys can make them. */
export function openCursors(keys: CursorKeys): Cursors {
  return {
    seal: (scope, value) => {
      const [key] = keys.current;
      if (key === undefined) throw new Error('There is no key for cursors.');
      const body = `1.${nameOf(key)}.${Buffer.from(value).toString('base64url')}`;
      return `${body}.${macOf(key, scope, body)}`;
    },
    open: (scope, cursor) => {
      const [, body, name, value, mac] = FORM.exec(cursor) ?? [];
      if (body === undefined || value === undefined || mac === undefined) return undefined;
      const key = keys.current.find((one) => nameOf(one) === name);
      if (key === undefined || !isSame(mac, macOf(key, scope, body))) return undefined;
      return Buffer.from(value, 'base64url').toString();
    },
  };
}

const names = new WeakMap<Buffer, string>();

/** What a key is known by; it tells nothing of the key. */
function nameOf(key: Buffer): string {
  const known = names.get(key) ?? createHash('sha256').update(key).digest('hex').slice(0, 8);
  names.set(key, known);
  return known;
}

function macOf(key: Buffer, { path, values, actor }: CursorScope, body: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([path, values, actor, body]))
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

/** Compares spellings, not bytes: the last digit of base64url has spare bits, so two would do. */
function isSame(given: string, wanted: string): boolean {
  return given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));
}
