import type { Body } from '../statement.ts';

/** Comments and strings, then what can be a name or the number of an argument. */
const TOKEN = new RegExp(
  [
    '--[^\\n]*',
    '/\\*[^]*?\\*/',
    "'(?:[^']|'')*'",
    '\\$([a-z_]\\w*)?\\$[^]*?\\$\\1\\$',
    '("(?:[^"]|"")*"|\\$\\d+|[a-z_\\u0080-\\uffff][\\w$\\u0080-\\uffff]*)',
  ].join('|'),
  'gi',
);

/** The words of a body in lower case, names without their quotes; none of comments and strings. */
export function bodyWords({ text }: Body): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [, , word] of text.matchAll(TOKEN)) {
    if (word !== undefined) words.add(word.replace(/^"|"$/g, '').toLowerCase());
  }
  return words;
}
