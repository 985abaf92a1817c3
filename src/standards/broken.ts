import { UNREAD } from './finding.ts';
import type { Rule } from './rule.ts';

/**
 * What is said where procwright itself fails: a rule throws, the parser breaks off, a process of
 * lint ends. It is a finding, so that the run goes on and can't look clean.
 */
const MARK = 'A fault of procwright: ';

/** How many lines of a rule's file are worth a look: the first of the stack that names it. */
const PLACE = /(PW\d{3}-[\w-]+\.[jt]s:\d+)/;

/**
 * A rule threw at a statement, or in a file.
 *
 * @param others How many statements of the file it broke at too.
 */
export function brokenRule({ id, name }: Pick<Rule, 'id' | 'name'>, error: unknown, others = 0) {
  const more = others === 0 ? '' : `, and at ${others} more`;
  const where = (error instanceof Error && PLACE.exec(error.stack ?? '')?.[1]) || 'its check';
  return (
    `${MARK}the rule ${id} (${name}) broke here${more}: ${saidBy(error)} (${where}). ` +
    'All others went on; judge this by eye, and report it with the statement.'
  );
}

/** Reading a text, or learning what it makes, threw. */
export function brokenReading(error: unknown): string {
  return `${MARK}reading broke off here: ${saidBy(error)}. Split the file, and report it.`;
}

/** A process ended before it had told of a file. */
export function brokenProcess(end: string): string {
  return (
    `${MARK}the process that judged this file ended (${end}). Lint the file by itself; where ` +
    'that ends too, report it with the file; where not, leave the machine more memory.'
  );
}

/** Whether a finding is one of these. */
export function tellsBreak({ rule, message }: { readonly rule: string; readonly message: string }) {
  return rule === UNREAD && message.startsWith(MARK);
}

function saidBy(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
