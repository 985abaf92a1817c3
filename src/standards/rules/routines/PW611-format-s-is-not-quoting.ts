import { unsafePieces } from '../../ground/dynamic-sql.ts';
import type { BodyRule } from '../../rule.ts';

export const rule: BodyRule = {
  of: 'body',
  id: 'PW611',
  name: 'format-s-is-not-quoting',
  level: 'error',
  summary: 'A format that makes SQL quotes what it takes in.',
  why: `
%s puts a value in as it is: whoever chooses it writes a part of the statement, with the rights of
the routine. %I quotes a name, %L a value; a value is better given by using.
`,
  bad: `
do $body$
declare
    v_name text := current_setting('app.name');
begin
    execute format('drop table app.%s', v_name);
end;
$body$;
`,
  good: `
do $body$
declare
    v_name text := current_setting('app.name');
begin
    execute format('drop table app.%I', v_name);
end;
$body$;
`,
  check: (body, maker) =>
    unsafePieces(body, maker).flatMap(({ by, what, start }) => {
      if (by !== 'format') return [];
      const message = `%s doesn't quote ${what}; write %I for a name, or give a value by using`;
      return [{ message, start }];
    }),
};
