import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: '{{id}}',
  name: '{{name}}',
  level: 'note',
  summary: 'What must hold, as one sentence in the present tense.',
  why: `
What goes wrong without it, and for whom.
`,
  bad: `
select 'what breaks the rule once';
`,
  good: `
select 'the same, mended';
`,
  check: () => [],
};
