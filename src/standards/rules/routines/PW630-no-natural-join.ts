import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  on: ['JoinExpr'],
  id: 'PW630',
  name: 'no-natural-join',
  level: 'error',
  summary: 'A join says on what.',
  why: `
A natural join joins on all columns that happen to have one name. A column that both tables get
later, as note or made_at, silently changes what is joined.
`,
  bad: `
select i.item_id, p.name from app.item i natural join app.party p;
`,
  good: `
select i.item_id, p.name from app.item i join app.party p on p.party_id = i.party_id;
`,
  check: (statement) =>
    statement.all('JoinExpr').flatMap(({ isNatural, larg, rarg }) => {
      if (isNatural !== true) return [];
      const message = 'A new column changes what this joins; write: join … on …';
      const place = [rarg, larg].flatMap((side) =>
        side !== undefined && 'RangeVar' in side ? [side.RangeVar.location] : [],
      )[0];
      return [{ message, start: statement.at(place) }];
    }),
};
