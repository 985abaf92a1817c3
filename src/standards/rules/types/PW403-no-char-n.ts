import type { TypeName } from 'libpg-query';

import { declaredVariables } from '../../ground/declared-variables.ts';
import { bareType, isOwnType, typedParts } from '../../ground/typed-parts.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW403',
  name: 'no-char-n',
  level: 'error',
  summary: 'Text of a fixed length is text with a check, not char(n).',
  why: `
char(n) fills up with blanks, which count in some comparisons and not in others: a value read back
is not what was written, and a pattern that fits the one misses the other. It saves no space.
`,
  bad: `
create table app.item (item_id bigint primary key, code char(3) not null);
`,
  good: `
create table app.item (
    item_id bigint primary key,
    code text not null,
    constraint item_code_check check (code ~ '^[A-Z]{3}$')
);
`,
  on: ['ColumnDef', 'CreateFunctionStmt', 'DoStmt'],
  check: (statement, ground) => [
    ...typedParts(statement, ground).flatMap(({ kind, name, type }) => {
      const isPadded = bareType(type) === 'bpchar' && isOwnType(type);
      if (!isPadded || kind === 'domain') return []; // PW414 says more of a domain
      if ((kind === 'parameter' || kind === 'result') && !hasLength(type)) return [];
      const message = `${name || 'This'} is filled up with blanks; write: text, and a check`;
      return [{ message, start: statement.at(type.location) }];
    }),
    ...declaredVariables(statement).flatMap(({ name, type, start }) => {
      if (!/^(?:bpchar|char|character)\s*\((?!1\))/.test(type) || ground.file.role === 'test')
        return [];
      return [{ message: `${name} is filled up with blanks; write: text`, start }];
    }),
  ],
};

/** `bpchar` has none, and `char` has one letter: nothing is filled up on its way in or out. */
function hasLength({ typmods = [] }: TypeName): boolean {
  return typmods.some((one) => 'A_Const' in one && (one.A_Const.ival?.ival ?? 0) > 1);
}
