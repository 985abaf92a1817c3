import type { Constraint, Node } from 'libpg-query';

import type { Ground } from '../../ground/ground.ts';
import { dottedName } from '../../ground/names.ts';
import { fileChanges, tableChanges, type TableChange } from '../../ground/table-changes.ts';
import { bareType } from '../../ground/typed-parts.ts';
import { comparisonsIn } from '../../ground/comparisons.ts';
import type { Flaw, StatementRule } from '../../rule.ts';
import type { Statement } from '../../statement.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW210',
  name: 'check-refuses-nan',
  level: 'warning',
  summary: 'A lower bound of a numeric or a floating value has an upper bound beside it.',
  why: `
PostgreSQL orders NaN above every number: 'NaN' > 0 is true, and so it passes a check that was to
let positive values in. Every sum over the column is NaN from then on. Infinity passes too.

No NaN passes an upper bound: "value < 'Infinity'".
`,
  bad: `
create domain app.rate as numeric constraint rate_is_positive check (value > 0);
`,
  good: `
create domain app.rate as numeric
    constraint rate_is_positive check (value > 0 and value < 'Infinity');
`,
  on: ['Constraint'],
  check: (statement, ground) => {
    const { role } = ground.file;
    if (statement.kind === 'expression' || role === 'test' || role === 'bench') return [];
    return [
      ...statement.all('CreateDomainStmt').flatMap(({ typeName, constraints }) => {
        if (!OPEN.has(bareType(typeName))) return [];
        return flawsOf(statement, constraintsIn(constraints), () => true);
      }),
      ...alteredDomains(statement, ground),
      ...tableChanges(statement, ground).flatMap((change) => tableFlaws(change, ground)),
    ];
  },
};

/** Types with a NaN. */
const OPEN: ReadonlySet<string> = new Set(['numeric', 'float4', 'float8']);

function tableFlaws(change: TableChange, ground: Ground): readonly Flaw[] {
  const checks = change.constraints.map(({ constraint }) => constraint);
  if (!checks.some(({ contype }) => contype === 'CONSTR_CHECK')) return [];
  const open = new Set(
    [...(ground.relation(change.table)?.columns.values() ?? [])].flatMap(({ name, type }) =>
      OPEN.has(type.replace(/\(.*/, '')) ? [name] : [],
    ),
  );
  const inFile = fileChanges(ground, change.table);
  for (const { colname = '', typeName } of inFile.flatMap(({ columns }) => columns)) {
    if (OPEN.has(bareType(typeName))) open.add(colname);
  }
  return flawsOf(change.statement, checks, (name) => open.has(name));
}

/** What a domain stands over is known where the same file makes it. */
function alteredDomains(statement: Statement, ground: Ground): readonly Flaw[] {
  return statement.all('AlterDomainStmt').flatMap(({ typeName, def }) => {
    if (def === undefined || !('Constraint' in def)) return [];
    const name = dottedName(typeName);
    const isOpen = ground.statements.some((one) =>
      one
        .all('CreateDomainStmt')
        .some((made) => dottedName(made.domainname) === name && OPEN.has(bareType(made.typeName))),
    );
    return isOpen ? flawsOf(statement, [def.Constraint], () => true) : [];
  });
}

function constraintsIn(nodes: readonly Node[] | undefined): readonly Constraint[] {
  return (nodes ?? []).flatMap((one) => ('Constraint' in one ? [one.Constraint] : []));
}

function flawsOf(
  statement: Statement,
  constraints: readonly Constraint[],
  isOpen: (column: string) => boolean,
): readonly Flaw[] {
  const compared = constraints.flatMap(({ contype, raw_expr }) =>
    contype === 'CONSTR_CHECK' && raw_expr !== undefined ? comparisonsIn(raw_expr) : [],
  );
  const closed = new Set(compared.flatMap(({ column, side }) => (side === 'upper' ? column : [])));
  return compared.flatMap(({ column, side, location }) => {
    if (side !== 'lower' || closed.has(column) || !isOpen(column)) return [];
    const message = `NaN passes this check; add: and ${column} < 'Infinity'`;
    return [{ message, start: statement.at(location) }];
  });
}
