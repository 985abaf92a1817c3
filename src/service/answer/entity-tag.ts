import { hash } from 'node:crypto';

import type { Row } from './row-serializer.ts';

/**
 * The tag that an answer is known by (RFC 9110, 8.8.3): a strong one of the column that `@etag`
 * names, else a weak one of the body. Equal bodies have equal tags in every process.
 *
 * @param etagAt - The place of the column in a row; -1 where none is named.
 */
export function entityTag(etagAt: number, rows: readonly Row[], body: Buffer | string): string {
  const version = rows[0]?.[etagAt] ?? null;
  if (version === null) return `W/"${hash('sha256', body, 'base64url').slice(0, HASH_LENGTH)}"`;
  return `"${version.replace(/[^\x21\x23-\x7e]/gu, encodeURIComponent)}"`;
}

/** Of base64url: 132 bits. */
const HASH_LENGTH = 22;

/**
 * True when If-None-Match names the tag, or any with `*`: by the weak comparison, in which the
 * mark of weakness counts for nothing (RFC 9110, 13.1.2).
 */
export function isNamed(field: string | undefined, tag: string): boolean {
  if (field === undefined) return false;
  if (field.trim() === '*') return true;
  const opaque = tag.replace('W/', '');
  return [...field.matchAll(TAG)].some(([, named]) => named === opaque);
}

/** One tag in a list; its text may hold commas. */
const TAG = /(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;
