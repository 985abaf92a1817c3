import { isRetryable, type ProblemEntry, PROBLEMS } from './problem-register.ts';
import { CLASSES, STATES } from './state-register.ts';

/**
 * The page about errors as Markdown: every problem of the service's own, and what each SQLSTATE
 * becomes. `docs/errors.md` is its text; a test compares them.
 */
export function writeErrorsPage(): string {
  const problems = Object.entries<ProblemEntry>(PROBLEMS);
  return [
    '<!-- Written by `procwright docs errors` from src/service/answer. -->',
    '',
    '# Errors',
    '',
    'Every answer of 400 and above is a problem document (RFC 9457): `type` leads to its page,',
    '`code` is for programs, `request` is in the log, `retryable` says whether the same request',
    'may be answered otherwise later, and `errors` points to the fields at fault. Further members',
    'are the facts: the limit that was passed, what was asked, what was there.',
    '',
    '## Refusals of routines',
    '',
    'Two letters, the class, two more: `AP303`. The third character gives the status: 0 → 400,',
    '1 → 404, 2 → 409, 3 → 422, 4 → 403, 5 → 412, any other → 500. `/problems` of a running',
    'service lists them, and `/problems/CODE` tells which routine says it when. None is retryable:',
    'the answer to one request is the same for ever.',
    '',
    '## Problems of the service',
    '',
    '| code | status | retryable | title | what to do |',
    '|---|---|---|---|---|',
    ...problems.map(([code, { status, title, advice }]) =>
      row([`\`${code}\``, status, isRetryable(code) ? 'yes' : 'no', title, advice]),
    ),
    '',
    '## What the database says, by SQLSTATE',
    '',
    'Text of the database never goes out, but for refusals. A broken check of a domain (23514) is',
    '`value-invalid` and points to the argument; a broken key points to the arguments that are',
    'called as its columns. A lost connection is `outcome-unknown` where the request may have left',
    'something; 25006 is `database-away` for a request that writes: the server became a standby.',
    '',
    '| state | is | problem | since |',
    '|---|---|---|---|',
    ...states().map(([state, name, code, why]) => row([state, name, `\`${code}\``, why])),
    '',
  ].join('\n');
}

/** Classes with the states that stand out of them, in their order. */
function states(): readonly (readonly [string, string, string, string])[] {
  const classes = Object.entries(CLASSES).map(
    ([state, { name, code, why }]) => [`${state}…`, name, code, why] as const,
  );
  const own = Object.entries(STATES).map(
    ([state, { code, why }]) => [state, '', code, why] as const,
  );
  const key = (state: string) => state.replace('…', '');
  return [...classes, ...own].toSorted(([a], [b]) => (key(a) < key(b) ? -1 : 1));
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
