import { ruleMarkdown } from '../output/findings/rule-markdown.ts';
import type { ToldRule } from '../output/findings/told.ts';
import { knownRules } from './rule-words.ts';

/** A page of `standards/docs`. */
export interface RulePage {
  /** Its file's name: `PW501.md`. */
  readonly name: string;
  readonly text: string;
}

/** What each family of rules is about, by the digit behind PW. */
const FAMILIES: Readonly<Record<string, string>> = {
  1: 'Names and form',
  2: 'Constraints',
  3: 'Indexes',
  4: 'Types',
  5: 'Change safety',
  6: 'Routines',
  7: 'Privileges',
  8: 'Tests and waivers',
};

const README = `# Pages of the rules

One page a rule, and [the list of them](rules.md): what holds, why, and what is written wrongly and
rightly. A rule is told once, in its file; a command writes these pages, a test compares them.

Offline: \`procwright docs PW501\`, \`procwright lint --explain PW501\`.`;

/** The page that lists all rules. */
export const LIST = 'rules.md';

/** The pages of all rules, the list of them, and a README, written from the rules. */
export async function rulePages(): Promise<readonly RulePage[]> {
  const sorted = await knownRules();
  return [
    { name: 'README.md', text: `${WRITTEN}\n\n${README}\n` },
    { name: LIST, text: `${WRITTEN}\n\n${listOf(sorted)}\n` },
    ...sorted.map((rule) => ({
      name: `${rule.id}.md`,
      text: `${WRITTEN}\n\n${ruleMarkdown(rule)}\n`,
    })),
  ];
}

const WRITTEN = '<!-- Written by `procwright docs rules --write` from src/standards. -->';

function listOf(rules: readonly ToldRule[]): string {
  const families = Object.entries(FAMILIES).flatMap(([digit, title]) => {
    const own = rules.filter(({ id }) => id[2] === digit);
    const rows = own.map(
      ({ id, name, level, summary }) => `| [${id}](${id}.md) | ${name} | ${level} | ${summary} |`,
    );
    if (rows.length === 0) return [];
    return [
      `## ${title}\n\n| id | name | level | what holds |\n|---|---|---|---|\n${rows.join('\n')}`,
    ];
  });
  return ['# The rules', ...families].join('\n\n');
}
