import { bodyWords, ownWords } from '../../ground/words-in.ts';
import type { Ground } from '../../ground/ground.ts';
import { type Word, wordsOf } from '../../read/words-of.ts';
import type { StatementRule } from '../../rule.ts';

export const rule: StatementRule = {
  of: 'statement',
  id: 'PW109',
  name: 'lower-case-keywords',
  level: 'warning',
  summary: 'Key words are written small, in bodies and EXECUTE as at the top.',
  why: `
A body in one style reads faster, and a search finds "select" where it stands. At the top of a
project's file sqlfluff sees to it (CP01), and can mend it; it doesn't look inside a body, so this
rule speaks there alone. It names the first word of a body, and how many there are. Elsewhere it
speaks of the top too, but only in a file that is mixed: who writes all key words large has a style.
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
    const { placement, body, text, outer } = statement;
    const isElsewhere = ground.file.root === null;
    const isOwn = placement === 'execute' || (isElsewhere && outer === null);
    const texts = [isOwn ? text : '', body?.text ?? ''];
    if (!texts.some((one) => /[A-Z]/.test(one))) return [];
    const own = isOwn ? ownWords(statement, ground, isLoud) : [];
    const loud = [...own, ...bodyWords(statement, ground, isLoud)];
    const [first] = loud;
    if (first === undefined || (isElsewhere && isInCapitals(ground))) return [];
    const others = loud.length > 1 ? `, and ${loud.length - 1} more` : '';
    const small = first.text.toLowerCase();
    const message = `${first.text} is written in capitals${others}; write: ${small}`;
    return [{ message, start: first.start }];
  },
};

const styles = new WeakMap<Ground['statements'], boolean>();

/** Whether more of the file's statements and bodies are in capitals than not: its style. */
function isInCapitals({ statements }: Ground): boolean {
  const known = styles.get(statements);
  if (known !== undefined) return known;
  let lean = 0;
  for (const { text, placement, body } of statements) {
    if (placement !== 'body') lean += weightOf(text);
    if (body !== null) lean += weightOf(body.text);
  }
  styles.set(statements, lean > 0);
  return lean > 0;
}

/** 1 where most key words are in capitals, -1 where most are small, 0 without any. */
function weightOf(text: string): number {
  let loud = 0;
  for (const word of wordsOf(text)) {
    if (isLoud(word)) loud += 1;
    else if (!word.isQuoted && KEYWORDS.has(word.text)) loud -= 1;
  }
  return Math.sign(loud);
}

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
