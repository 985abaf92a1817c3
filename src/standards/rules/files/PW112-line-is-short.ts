import type { FileRule } from '../../rule.ts';

export const rule: FileRule = {
  of: 'file',
  id: 'PW112',
  name: 'line-is-short',
  level: 'error',
  summary: 'A line has at most 100 characters.',
  why: `
A longer one is cut off in a review, and beside another file. sqlfluff says so too (LT05), and is
heard where both do; it doesn't look inside a body. It holds in a project's folder sql: how long
others' lines are is theirs to say.
`,
  exampleFile: 'app/sql/R/R__10_app.note.sql',
  bad: `
create function app.note() returns text language plpgsql as $body$
begin
    return '${'Whoever reads this beside another file sees half of it. '.repeat(2)}';
end;
$body$;
`,
  good: `
create function app.note() returns text language plpgsql as $body$
begin
    return 'Whoever reads this beside another file sees it. '
        || 'And this too.';
end;
$body$;
`,
  check: (_, { file, source }) => {
    if (file.root === null) return [];
    let start = 0;
    return source.text.split('\n').flatMap((line) => {
      const from = start;
      start += Buffer.byteLength(line) + 1;
      if (line.length <= MOST) return [];
      const letters = [...line.replace(/\r$/, '')];
      if (letters.length <= MOST) return [];
      const message = `The line has ${letters.length} characters; at most ${MOST}.`;
      return [{ message, start: from + Buffer.byteLength(letters.slice(0, MOST).join('')) }];
    });
  },
};

const MOST = 100;
