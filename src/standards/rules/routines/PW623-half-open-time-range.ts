import type { Node } from 'libpg-query';

import { instantTypes } from '../../ground/instants.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['A_Expr'],
  id: 'PW623',
  name: 'half-open-time-range',
  level: 'warning',
  summary: 'A range of instants ends before its end.',
  why: `
\`between\` takes both ends. An instant at midnight belongs to two days and is counted twice; the
day's last hours are lost where the end is its date. Ranges that end before the next one's start fit
together.
`,
  bad: `
select item_id from app.item where made_at between '2026-01-01' and '2026-02-01';
`,
  good: `
select item_id from app.item where made_at >= '2026-01-01' and made_at < '2026-02-01';
`,
  check: (statement, ground) => {
    const ranges = statement.all('A_Expr').filter(({ kind }) => BETWEEN.has(kind ?? ''));
    if (ranges.length === 0) return [];
    const isInstant = instantTypes(statement, ground);
    return ranges.flatMap(({ lexpr, rexpr, location }) => {
      const bounds = rexpr !== undefined && 'List' in rexpr ? (rexpr.List.items ?? []) : [];
      if (lexpr === undefined || !isOfInstants([lexpr, ...bounds], isInstant)) return [];
      const message = 'between takes both ends of a time; write: >= the start and < the end';
      return [{ message, start: statement.at(location) }];
    });
  },
};

const BETWEEN: ReadonlySet<string> = new Set([
  'AEXPR_BETWEEN',
  'AEXPR_BETWEEN_SYM',
  'AEXPR_NOT_BETWEEN',
  'AEXPR_NOT_BETWEEN_SYM',
]);

/** What is compared decides; where it tells nothing, a bound of a known type does. */
function isOfInstants(
  [value, ...bounds]: readonly Node[],
  isInstant: (node: Node) => boolean | null,
): boolean {
  const own = value === undefined ? null : isInstant(value);
  return own ?? bounds.some((bound) => isInstant(bound) === true);
}
