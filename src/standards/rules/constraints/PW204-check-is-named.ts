import { tableChanges } from '../../ground/table-changes.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW204',
  name: 'check-is-named',
  level: 'warning',
  summary: 'A check has a name.',
  why: `
The name that PostgreSQL chooses counts up: a check more in front, and the next migration drops or
validates another one. And a name that says what must hold is the message that the caller gets.
`,
  bad: `
create table app.item (item_id bigint primary key, stock bigint not null check (stock >= 0));
`,
  good: `
create table app.item (
    item_id bigint primary key,
    stock bigint not null,
    constraint item_stock_check check (stock >= 0)
);
`,
  on: ['Constraint', 'CreateDomainStmt', 'AlterDomainStmt'],
  check: (statement, ground) => {
    const { role } = ground.file;
    if (statement.kind === 'expression' || role === 'test' || role === 'bench') return [];
    const own = tableChanges(statement, ground).flatMap((change) => change.constraints);
    const checks = [
      ...own.map(({ constraint }) => constraint),
      ...[...statement.all('CreateDomainStmt')].flatMap(({ constraints = [] }) =>
        constraints.flatMap((one) => ('Constraint' in one ? [one.Constraint] : [])),
      ),
      ...statement
        .all('AlterDomainStmt')
        .flatMap(({ def }) => (def !== undefined && 'Constraint' in def ? [def.Constraint] : [])),
    ];
    return checks.flatMap(({ contype, conname, location }) =>
      contype === 'CONSTR_CHECK' && conname === undefined
        ? [{ message: MESSAGE, start: statement.at(location) }]
        : [],
    );
  },
};

const MESSAGE = 'This check has no name; write: constraint <table>_<what>_check check (…)';
