import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { repeatableName } from '../../ground/tree.ts';
import type { FileRule } from '../../rule.ts';

export const rule: FileRule = {
  of: 'file',
  id: 'PW801',
  name: 'routine-has-test',
  level: 'error',
  summary: 'A repeatable file has its test, under the same name.',
  why: `
A routine that nothing asks is proven by nothing. The mirror finds the test without a search, and
shows what has none.
`,
  exampleFile: 'app/sql/R/10_app/R__10_app.stock.sql',
  goodFile: 'app/sql/tests/10_app/stock.test.sql',
  bad: `
create or replace function app.stock() returns bigint language sql return 1;
`,
  good: `
begin;
select plan(1);
select is(app.stock(), 1::bigint, 'counts the item');
select finish();
rollback;
`,
  check: (_, { file }) => {
    const own = repeatableName(file);
    if (own === null || file.root === null) return [];
    const routine = own.routine.slice(own.schema.length + 1);
    const test = `tests/${own.folder}/${routine}.test.sql`;
    if (existsSync(join(file.root, test))) return [];
    return [{ message: `No test mirrors it; write: sql/${test}` }];
  },
};
