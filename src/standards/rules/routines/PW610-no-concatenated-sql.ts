import { unsafePieces } from '../../ground/dynamic-sql.ts';
import type { BodyRule } from '../../rule.ts';

export const rule: BodyRule = {
  of: 'body',
  id: 'PW610',
  name: 'no-concatenated-sql',
  level: 'error',
  summary: 'No value is joined to the text of an EXECUTE.',
  why: `
Whoever chooses the value writes a part of the statement, with the rights of the routine. Even an
honest value breaks it: a name with a capital, a text with a quote. Names come in by format('%I'),
values by using.
`,
  bad: `
do $body$
declare
    v_name text := current_setting('app.name');
begin
    execute 'drop table app.' || v_name;
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
      if (by !== 'joining') return [];
      const message = `${what} becomes a part of the SQL; write: format('… %I …', …), or using`;
      return [{ message, start }];
    }),
};
