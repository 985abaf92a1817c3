import type { BodyNode } from '../../statement.ts';
import type { BodyRule } from '../../rule.ts';

export const rule: BodyRule = {
  of: 'body',
  id: 'PW615',
  name: 'raise-with-registered-code',
  level: 'error',
  summary: 'An error that is raised has a code.',
  why: `
Callers map codes, not words. Without one every refusal is P0001: the service can't tell a wrong
request from a bug, and a text that is mended breaks whoever matched it.
`,
  bad: `
create function app.refuse() returns void
language plpgsql
as $body$
begin
    raise exception 'The item is sold.';
end;
$body$;
`,
  good: `
create function app.refuse() returns void
language plpgsql
as $body$
begin
    raise exception 'The item is sold.' using errcode = 'AP001';
end;
$body$;
`,
  check: (body, maker, { file }) => {
    const isBlock = 'DoStmt' in maker.node;
    if (UNMAPPED.has(file.role) || (isBlock && file.role !== 'other')) return [];
    return body.nodes.flatMap((node) => {
      if (node.name !== 'stmt_raise' || node.value['elog_level'] !== ERROR) return [];
      if (hasCode(node, body.nodes)) return [];
      const message = "Callers map codes; add: using errcode = '…' with a code of the register";
      return [{ message, start: node.start }];
    });
  },
};

/** No caller maps what a test or the way back raises, nor what stops a migration. */
const UNMAPPED: ReadonlySet<string> = new Set(['test', 'bench', 'undo', 'callback']);

/** As elog.h numbers it: what a raise without a level means. */
const ERROR = 21;

/** `raise;` raises again what came, with its code. */
function hasCode(raise: BodyNode, nodes: readonly BodyNode[]): boolean {
  const { condname, message, options = [] } = raise.value as Raise;
  const isAgain = message === undefined && options.length === 0;
  if (condname !== undefined) return condname !== UNNAMED && condname !== UNCODED;
  if (isAgain) return true;
  return nodes.some(
    ({ name, value, around }) =>
      name === 'raise_option' &&
      around.at(-1) === raise &&
      (value['opt_type'] ?? 0) === 0 &&
      !UNCODED_TEXT.test(JSON.stringify(value)),
  );
}

interface Raise {
  readonly condname?: string;
  readonly message?: string;
  readonly options?: readonly unknown[];
}

/** What a raise without a code means. */
const UNNAMED = 'raise_exception';
const UNCODED = 'P0001';
const UNCODED_TEXT = /"query":"'(?:P0001|raise_exception)'"/i;
