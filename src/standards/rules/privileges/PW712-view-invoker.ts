import type { ViewStmt } from 'libpg-query';

import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['RangeVar', 'ViewStmt'],
  id: 'PW712',
  name: 'view-invoker',
  level: 'warning',
  summary: 'A view reads with the rights of who asks: security_invoker.',
  why: `
A view reads its tables with its owner's rights. Row level security of the tables is judged for the
owner too, so that a view shows the rows that a policy hides. Where it's known that no table of the
view has row level security, the rule is silent.
`,
  bad: `
create view app.sold as select item_id from app.item where is_sold;
`,
  good: `
create view app.sold with (security_invoker = true) as select item_id from app.item where is_sold;
`,
  check: (statement, { relation }) =>
    statement.all('ViewStmt').flatMap((view) => {
      if (isInvoker(view) || view.view?.relpersistence === 't') return [];
      const tables = statement.all('RangeVar').map(relation);
      const isOpen = tables.every((table) => table !== undefined && !table.hasRowSecurity);
      if (isOpen) return [];
      const message = 'It reads with the rights of its owner; add: with (security_invoker = true)';
      return [{ message, start: statement.at(view.view?.location) }];
    }),
};

function isInvoker({ options = [] }: ViewStmt): boolean {
  return options.some((option) => {
    if (!('DefElem' in option) || option.DefElem.defname !== 'security_invoker') return false;
    const { arg } = option.DefElem;
    const word = arg !== undefined && 'String' in arg ? arg.String.sval : 'true';
    return ['true', 'on', '1', 'yes'].includes(word ?? 'true');
  });
}
