import { byteAt } from '../../ground/tree.ts';
import type { FileRule } from '../../rule.ts';

export const rule: FileRule = {
  of: 'file',
  id: 'PW807',
  name: 'test-rolls-back',
  level: 'error',
  summary: 'A test begins a transaction, and rolls it back at its end.',
  why: `
What a test leaves behind, the next one finds: they pass in one order and fail in another, and
nobody knows which of them is wrong.
`,
  exampleFile: 'app/sql/tests/10_app/stock.test.sql',
  bad: `
begin;
select plan(1);
select ok(true, 'does nothing');
commit;
`,
  good: `
begin;
select plan(1);
select ok(true, 'does nothing');
rollback;
`,
  check: (_, { file, source }) => {
    if (!file.name.endsWith('.test.sql')) return [];
    if (file.root === null && !PGTAP.test(source.text)) return [];
    const text = source.text.trimEnd();
    const last = text.lastIndexOf('\n') + 1;
    const isOpened = /^begin;$/m.test(text);
    if (isOpened && /^rollback;\s*$/.test(text.slice(last))) return [];
    const start = byteAt(text, last);
    return [{ message: 'Begin with begin; end with rollback;', start }];
  },
};

/** What tells a test of pgTAP from a query that a test of another kind runs. */
const PGTAP = /\b(?:plan|no_plan|finish|ok|is|results_eq|throws_ok|lives_ok)\s*\(/;
