import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { listFiles } from '../sql-tree.ts';

/** The parts of `sql` that a template is made of. Tests run on it, but are no part of it. */
const PARTS = ['sql/V', 'sql/R', 'sql/callbacks', 'sql/tests/_lib'] as const;

/** What a template's content depends on, as twelve hex digits: every file, its name and bytes. */
export function treeHash(root: string, salt: string): string {
  const hash = createHash('sha256').update(salt);
  for (const file of ['flyway.conf', ...PARTS.flatMap((part) => listFiles(root, part))]) {
    const bytes = readFileSync(join(root, file));
    hash.update(`\n${file} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex').slice(0, 12);
}
