import { bodyWords, ownWords } from '../../ground/words-in.ts';
import type { Word } from '../../read/words-of.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW109',
  name: 'lower-case-keywords',
  level: 'warning',
  summary: 'Key words are written small, in bodies and EXECUTE as at the top.',
  why: `
A body in one style reads faster, and a search finds "select" where it stands. At the top of a file
sqlfluff sees to it (CP01), and can mend it; it doesn't look inside a body, so this rule speaks
there alone. It names the first word of a body, and how many there are.
`,
  bad: `
do $body$
begin
    PERFORM app.settle();
end;
$body$;
`,
  good: `
do $body$
begin
    perform app.settle();
end;
$body$;
`,
  check: (statement, ground) => {
    const { placement, body, text } = statement;
    const texts = [placement === 'execute' ? text : '', body?.text ?? ''];
    if (!texts.some((one) => /[A-Z]/.test(one))) return [];
    const own = placement === 'execute' ? ownWords(statement, ground, isLoud) : [];
    const loud = [...own, ...bodyWords(statement, ground, isLoud)];
    const [first] = loud;
    if (first === undefined) return [];
    const others = loud.length > 1 ? `, and ${loud.length - 1} more` : '';
    const small = first.text.toLowerCase();
    const message = `${first.text} is written in capitals${others}; write: ${small}`;
    return [{ message, start: first.start }];
  },
};

function isLoud({ text, isQuoted }: Word): boolean {
  return !isQuoted && text !== text.toLowerCase() && KEYWORDS.has(text.toLowerCase());
}

/** What begins or joins the parts of statements, and nobody's column is called. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'add all alter analyze and any as asc atomic begin between by call cascade case cast ' +
    'check coalesce collate column commit concurrently conflict constraint continue ' +
    'create cross cursor declare default delete desc diagnostics distinct do drop else ' +
    'elsif elseif end except exception execute exists exit false fetch for foreach ' +
    'foreign from full function get grant group having if ilike immutable in index inner ' +
    'insert intersect into is join language lateral left like limit lock loop natural no ' +
    'not notice null nulls of offset on only or order outer over partition perform ' +
    'primary procedure raise references reindex rename return returning returns revoke ' +
    'right rollback schema select set setof similar some stable strict table then to ' +
    'trigger true truncate union unique update using values vacuum view volatile when ' +
    'where while with within'
  ).split(' '),
);
