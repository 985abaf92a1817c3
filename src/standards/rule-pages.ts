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

/** The pages of all rules, and the list of them as `README.md`. They are written from the rules. */
export async function rulePages(): Promise<readonly RulePage[]> {
  const sorted = await knownRules();
  return [
    { name: 'README.md', text: `${WRITTEN}\n\n${listOf(sorted)}\n` },
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
