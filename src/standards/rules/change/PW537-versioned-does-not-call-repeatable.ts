import type { Node } from 'libpg-query';

import { runsAtOnce } from '../../ground/change/in-use.ts';
import { dottedName } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW537',
  name: 'versioned-does-not-call-repeatable',
  level: 'error',
  summary: 'A versioned migration calls no routine of a repeatable one.',
  why: `
On a fresh install all versioned files run before the first repeatable one: the routine isn't there
yet. On an old database it's there, but as the last release left it, so the same file does one thing
here and another there. Write what it does as plain SQL. A trigger that calls it stands beside it,
in the repeatable file.
`,
  bad: `
select app.sum_up();
`,
  good: `
insert into app.total (day, stock)
select item.day, sum(item.stock) from app.item as item group by item.day;
`,
  exampleFile: 'example/sql/V/V0002__totals.sql',
  exampleBefore: {
    'example/sql/R/10_app/R__10_app.sum_up.sql':
      'create function app.sum_up() returns void language sql begin atomic end;',
  },
  on: ['FuncCall', 'CallStmt', 'CreateTrigStmt', 'CreateEventTrigStmt', 'GrantStmt', 'CommentStmt'],
  check: (statement, { file, repeatables, madeBy }) => {
    if (file.role !== 'versioned' || repeatables.size === 0 || !runsAtOnce(statement)) return [];
    return callsIn(statement).flatMap(({ name, location }) => {
      const other = repeatables.get(name);
      if (other === undefined || madeBy(`routine ${name}`) !== undefined) return [];
      const message = `On a fresh install ${other} makes ${name} too late; write plain SQL`;
      return [{ message, start: statement.at(location) }];
    });
  },
};

interface Call {
  readonly name: string;
  readonly location: number | undefined;
}

/** All that a statement calls or leans on, in defaults, checks and triggers too. */
function callsIn({ node, all }: Statement): readonly Call[] {
  const calls = all('FuncCall').map(({ funcname, location }) => {
    return { name: dottedName(funcname), location };
  });
  const own = ownCall(node);
  const granted = 'GrantStmt' in node || 'CommentStmt' in node ? all('ObjectWithArgs') : [];
  return [
    ...calls,
    ...(own === null ? [] : [own]),
    ...granted.map(({ objname }) => ({ name: dottedName(objname), location: undefined })),
  ];
}

function ownCall(node: Node): Call | null {
  if ('CallStmt' in node && node.CallStmt.funccall !== undefined) {
    const { funcname, location } = node.CallStmt.funccall;
    return { name: dottedName(funcname), location };
  }
  if ('CreateTrigStmt' in node) {
    return { name: dottedName(node.CreateTrigStmt.funcname), location: undefined };
  }
  if (!('CreateEventTrigStmt' in node)) return null;
  return { name: dottedName(node.CreateEventTrigStmt.funcname), location: undefined };
}
