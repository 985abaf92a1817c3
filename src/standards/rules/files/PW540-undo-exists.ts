import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type { FileRule } from '../../rule.ts';

export const rule: FileRule = {
  of: 'file',
  id: 'PW540',
  name: 'undo-exists',
  level: 'error',
  summary: 'A migration has its undo file, or says why it has none.',
  why: `
The way back is written while it's known what was done, and is run before it's needed: up, down and
up again gives the same catalog. At night nobody writes it right.
`,
  exampleFile: 'app/sql/V/V9001__item.sql',
  bad: `
-- Undo   sql/U/U9001__item.sql
drop table app.item;
`,
  good: `
-- Undo   None: the rows are gone. The backup of the day before has them.
drop table app.item;
`,
  check: (_, { file, source }) => {
    if (file.role !== 'versioned' || file.root === null) return [];
    const undo = file.name.replace(/^V/, 'U');
    if (existsSync(join(file.root, 'U', undo))) return [];
    const said = /^-- Undo +(.+)$/m.exec(source.text)?.[1] ?? 'sql/';
    return said.startsWith('sql/') ? [{ message: `sql/U/${undo} is missing: write it.` }] : [];
  },
};
