import type { ToldRule } from './told.ts';

/** A rule as a page: what must hold, why, and what is written wrongly and rightly. */
export function ruleMarkdown({ id, name, level, summary, why, bad, good }: ToldRule): string {
  return [
    `# ${id} ${name}`,
    summary,
    why.trim(),
    `Level: ${level}.`,
    'Wrong:',
    fenced(bad),
    'Right:',
    fenced(good),
  ].join('\n\n');
}

const fenced = (sql: string): string => `\`\`\`sql\n${sql.trim()}\n\`\`\``;
