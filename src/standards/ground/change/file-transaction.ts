import { existsSync, readFileSync } from 'node:fs';

import type { Ground } from '../ground.ts';

/**
 * Whether the runner opens a transaction around the whole file. Flyway doesn't where a file beside
 * it says `executeInTransaction=false` (`V0002__x.sql.conf`); other runners are told by a comment.
 */
export function isInTransaction({ file, source }: Ground): boolean {
  if (SAID_IN_FILE.test(source.text)) return false;
  const conf = `${file.path}.conf`;
  return !existsSync(conf) || !/^\s*executeInTransaction\s*=\s*false\s*$/m.test(text(conf));
}

const text = (path: string): string => readFileSync(path, 'utf8');

/** Of Goose, sqlx, dbmate, Atlas, and Graphile Migrate. */
const SAID_IN_FILE = new RegExp(
  [
    /\+goose +NO +TRANSACTION/,
    / *no-transaction/,
    /migrate:up +transaction: *false/,
    /atlas:txmode +none/,
    /!no-transaction/,
  ]
    .map(({ source }) => `^-- *${source}`)
    .join('|'),
  'im',
);
