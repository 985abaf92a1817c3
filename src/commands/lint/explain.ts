import { CommandFault, EXIT, type ExitCode } from '../../exit-code.ts';
import { nearest } from '../../nearest.ts';
import { ruleMarkdown } from '../../output/findings/rule-markdown.ts';
import type { ToldRule } from '../../output/findings/told.ts';

/**
 * Prints the page of a rule, or the rule itself as JSON.
 *
 * @throws {CommandFault} When no rule has this id or name; it names the nearest.
 */
export function explain(rules: readonly ToldRule[], word: string, isJson = false): ExitCode {
  const wanted = word.toLowerCase();
  const rule = rules.find(({ id, name }) => id.toLowerCase() === wanted || name === wanted);
  if (rule === undefined) {
    const isId = /^[a-z]{2}\d/.test(wanted);
    const known = rules.map(({ id, name }) => (isId ? id : name));
    const near = nearest(isId ? word.toUpperCase() : wanted, known);
    throw new CommandFault(EXIT.usage, `There is no rule ${word}.`, near);
  }
  process.stdout.write(`${isJson ? JSON.stringify(rule) : ruleMarkdown(rule)}\n`);
  return EXIT.fine;
}
