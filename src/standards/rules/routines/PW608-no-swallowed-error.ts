import type { BodyNode } from '../../statement.ts';
import type { BodyRule } from '../../rule.ts';

export const rule: BodyRule = {
  of: 'body',
  id: 'PW608',
  name: 'no-swallowed-error',
  level: 'error',
  summary: 'A handler names its conditions, or raises again.',
  why: `
A handler of all conditions takes a deadlock, a full disk, a cancelled statement and a bug alike.
Where it does not raise again, the caller is told that all went well.
`,
  bad: `
do $body$
begin
    perform app.settle();
exception
    when others then
        null;
end;
$body$;
`,
  good: `
do $body$
begin
    perform app.settle();
exception
    when unique_violation then
        null;
end;
$body$;
`,
  check: ({ nodes }, _maker, { file }) =>
    nodes.flatMap((node) => {
      if (file.role === 'test') return []; // it compares what comes, whatever that is
      if (node.name !== 'exception' || !takesAll(node) || raisesAgain(node, nodes)) return [];
      const message = 'This handler swallows every error; name the conditions, or raise again.';
      return [{ message, start: node.start }];
    }),
};

function takesAll({ value }: BodyNode): boolean {
  return JSON.stringify(value['conditions'] ?? []).includes('"condname":"others"');
}

/** Any `raise` of an error counts: one that tells more is a raise again too. */
function raisesAgain(handler: BodyNode, nodes: readonly BodyNode[]): boolean {
  return nodes.some(
    ({ name, value, around }) =>
      name === 'stmt_raise' && around.includes(handler) && value['elog_level'] === ERROR,
  );
}

/** As elog.h numbers it: what a raise without a level means. */
const ERROR = 21;
