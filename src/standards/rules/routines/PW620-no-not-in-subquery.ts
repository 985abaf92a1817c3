import type { Node, SubLink } from 'libpg-query';

import { nameParts } from '../../ground/names.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['BoolExpr', 'SubLink'],
  id: 'PW620',
  name: 'no-not-in-subquery',
  level: 'error',
  summary: 'What is not in a query is found by not exists.',
  why: `
One null among the rows of the query makes \`not in\` unknown for every value: the result is empty,
and nobody is told. It also can't be planned as a join.
`,
  bad: `
select item_id from app.item where party_id not in (select party_id from app.party);
`,
  good: `
select i.item_id
from app.item i
where not exists (select from app.party p where p.party_id = i.party_id);
`,
  check: (statement) => {
    const denied = new Set(statement.all('BoolExpr').flatMap(deniedLinks));
    return statement.all('SubLink').flatMap((link) => {
      if (!denied.has(link) && !isUnequalToAll(link)) return [];
      if (leavesNullsOut(link.subselect)) return [];
      const message = 'One null in this query empties the result; write: not exists (…)';
      return [{ message, start: statement.at(link.location) }];
    });
  },
};

/** `x not in (…)` is `not (x in (…))` in the tree. */
function deniedLinks({
  boolop,
  args = [],
}: {
  readonly boolop?: string;
  readonly args?: Node[];
}): readonly SubLink[] {
  if (boolop !== 'NOT_EXPR') return [];
  return args.flatMap((arg) =>
    'SubLink' in arg && arg.SubLink.subLinkType === 'ANY_SUBLINK' ? [arg.SubLink] : [],
  );
}

function isUnequalToAll({ subLinkType, operName }: SubLink): boolean {
  return subLinkType === 'ALL_SUBLINK' && nameParts(operName).at(-1) === '<>';
}

/** A condition `is not null` in the query says that the writer knew. */
function leavesNullsOut(query: Node | undefined): boolean {
  if (query === undefined || !('SelectStmt' in query)) return false;
  return JSON.stringify(query.SelectStmt.whereClause ?? {}).includes('"IS_NOT_NULL"');
}
