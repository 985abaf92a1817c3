import { bodyWords, ownWords } from '../../ground/words-in.ts';
import type { Word } from '../../read/words-of.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW103',
  name: 'name-at-most-63-bytes',
  level: 'error',
  summary: 'A name has at most 63 bytes.',
  why: `
PostgreSQL cuts a longer one, with a notice that nobody reads. Two names that differ behind the cut
are the same one, and a tool that looks for the name in the catalog doesn't find it.
`,
  bad: `
create table app.item (
    item_id bigint primary key,
    number_of_pieces_that_were_counted_on_the_shelf_at_the_end_of_last_year bigint not null
);
`,
  good: `
create table app.item (
    item_id bigint primary key,
    pieces_at_year_end bigint not null
);
`,
  check: (statement, ground) => {
    const { placement, text, body } = statement;
    const isLong = (placement !== 'body' && LONG.test(text)) || LONG.test(body?.text ?? '');
    if (!isLong) return [];
    const words = [
      ...ownWords(statement, ground, isTooLong),
      ...bodyWords(statement, ground, isTooLong),
    ];
    return words.map(({ text: name, start }) => {
      const size = Buffer.byteLength(name);
      return { message: `This name has ${size} bytes, and is cut to ${MOST}: shorten it.`, start };
    });
  },
};

const MOST = 63;

const isTooLong = ({ text }: Word) => Buffer.byteLength(text) > MOST;

/** What could be a long name; letters beyond ASCII have more bytes than one. */
const LONG = /(?<![\w$\u0080-\uffff])[\w$\u0080-\uffff]{32}|"[^"]{22,}"/;
