import { CLIENT_DOOR } from '../../ground/doors.ts';
import { dynamicPart } from '../../ground/dynamic-sql.ts';
import { routineOf } from '../../ground/routine.ts';
import type { BodyRule } from '../../rule.ts';

export const rule: BodyRule = {
  of: 'body',
  id: 'PW653',
  name: 'no-dynamic-sql-in-api',
  level: 'error',
  summary: `A routine of schema ${CLIENT_DOOR} runs no text.`,
  why: `
What clients call runs with its owner's rights: a text that is run there is the shortest way for a
caller's words to become statements. It also can't be checked, planned once or searched. What needs
a name at run time belongs in an inner routine, behind a fixed list of names.
`,
  bad: `
create function api.stock(p_item_id bigint) returns void
language plpgsql
as $body$
begin
    execute 'select stock from app.item where item_id = $1' using p_item_id;
end;
$body$;
`,
  good: `
create function api.stock(p_item_id bigint) returns void
language plpgsql
as $body$
begin
    perform stock from app.item where item_id = p_item_id;
end;
$body$;
`,
  check: (body, maker) => {
    if (routineOf(maker)?.schema !== CLIENT_DOOR) return [];
    return body.nodes
      .filter((node) => dynamicPart(body, node).length > 0)
      .map(({ start }) => {
        return { message: 'This runs a text; write the statement itself.', start };
      });
  },
};
