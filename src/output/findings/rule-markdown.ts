import type { ToldRule } from './told.ts';

/** A rule as a page: what must hold, why, and what is written wrongly and rightly. */
export function ruleMarkdown(rule: ToldRule): string {
  const { id, name, level, summary, why, bad, good, exampleFile, goodFile = exampleFile } = rule;
  return [
    `# ${id} ${name}`,
    summary,
    why.trim(),
    `Level: ${level}.`,
    `Wrong${fileOf(exampleFile)}:`,
    fenced(bad),
    `Right${fileOf(goodFile)}:`,
    fenced(good),
  ].join('\n\n');
}

const fenced = (sql: string): string => `\`\`\`sql\n${sql.trim()}\n\`\`\``;

const fileOf = (file: string | undefined): string => (file === undefined ? '' : `, as \`${file}\``);
