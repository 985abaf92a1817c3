import type { FileRule } from '../../rule.ts';

export const rule: FileRule = {
  of: 'file',
  id: 'PW111',
  name: 'header-is-whole',
  level: 'error',
  summary: 'A migration begins with its header: What, Why, Locks, Undo.',
  why: `
What a migration costs and how it's taken back is asked at night, by whoever didn't write it. An
undo file begins with Undoes, Needs, Loses, Proof.
`,
  exampleFile: 'app/sql/V/V9001__item.sql',
  bad: `
-- What   The table of items.
create table app.item (item_id bigint primary key);
`,
  good: `
-- What   The table of items.
-- Why    docs/adr/0001-items.md
-- Locks  None: every object is new.
-- Undo   sql/U/U9001__item.sql

create table app.item (item_id bigint primary key);
`,
  check: (_, { file, source }) => {
    const wanted = file.root === null ? undefined : HEADERS[file.role];
    if (wanted === undefined) return [];
    const text = source.text.replace(/^\n/, ''); // an example begins on its second line
    const head = text.slice(0, text.search(/^(?!--)/m));
    const missing = wanted.filter((word) => !new RegExp(`^-- ${word} +\\S`, 'm').test(head));
    if (missing.length === 0) return [];
    const lines = missing.map((word) => `-- ${word} …`).join(', ');
    return [{ message: `The header lacks a line: ${lines}` }];
  },
};

const HEADERS: Readonly<Record<string, readonly string[]>> = {
  versioned: ['What', 'Why', 'Locks', 'Undo'],
  undo: ['Undoes', 'Needs', 'Loses', 'Proof'],
};
