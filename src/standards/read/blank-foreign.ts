/**
 * What stands in files of SQL and is none: psql's commands and variables, placeholders of Flyway
 * and
 * of extensions, the data behind a COPY. It is replaced at equal length, so that places stay true:
 * by blanks, or by a name where a value or a name was meant. Null where there is nothing to
 * replace.
 *
 * Sources: the manual's pages on psql, COPY and 38.17 Packaging Related Objects into an Extension.
 */
export function blankForeign(text: string): string | null {
  if (!/^[ \t]*\\|\\[gc;]|\$\{|@\w+@|[^:\w]:['"{]?[a-zA-Z_]|\bfrom\s+stdin\b/im.test(text))
    return null;
  const withoutData = text.replaceAll(COPY_DATA, (_, head: string, data: string) => {
    return head + blank(data);
  });
  return replaceOutside(withoutData);
}

/** Behind `copy … from stdin;`, or psql's own, up to the line `\.`, or to the end. */
const COPY_DATA = new RegExp(
  [
    '(^[ \\t]*(?:',
    'copy\\b(?:(?!^[ \\t]*copy\\b)[^;])*?\\bfrom\\s+stdin\\b[^;]*;',
    '|\\\\copy\\b[^\\n]*?\\bfrom\\s+stdin\\b',
    ')[^\\n]*\\n)([^]*?^\\\\\\.[^\\n]*$|[^]*)',
  ].join(''),
  'gim',
);

/** A psql command to the end of its line, or behind a statement. */
const COMMAND = /(?:^[ \t]*\\|\\g(?:x|set|exec|desc)?\b|\\crosstabview\b)[^\n]*|\\;/;

/** `${x}` of Flyway, `@x@` of an extension; `:'x'`, `:"x"`, `:{?x}`, `:x` of psql. */
const NAME = /\$\{[^}\n]{0,200}\}|@\w+@|(?<=[^:\w]):(?:\{\?\w+\}|'\w+'|"\w+"|[a-zA-Z_]\w*)/;

/** What keeps its text: comments, strings, quoted names, bodies. A name of psql stands outside. */
const QUOTED = /--[^\n]*|\/\*(?:[^]*?\*\/|[^]*)|'(?:[^']|'')*'|"(?:[^"]|"")*"/;
const BODY = /(?<body>\$(?:[a-zA-Z_]\w*)?\$)[^]*?\k<body>/;

const PARTS = new RegExp(
  `(?<command>${COMMAND.source})|(?<name>${NAME.source})|${QUOTED.source}|${BODY.source}`,
  'gm',
);

function replaceOutside(text: string): string {
  return text.replaceAll(PARTS, (...match) => {
    const whole = match[0] as string;
    const groups = match.at(-1) as Readonly<Record<string, string | undefined>>;
    if (groups['command'] !== undefined) return blankCommand(whole);
    return groups['name'] === undefined ? replacePlaceholders(whole) : nameLike(whole);
  });
}

/** What sends the statement before it ends it too. */
function blankCommand(command: string): string {
  const sends = /\\(?:g(?:x|set|exec|desc)?\b|crosstabview\b|;)/.exec(command);
  const blanked = blank(command);
  if (sends === null) return blanked;
  return `${blanked.slice(0, sends.index)};${blanked.slice(sends.index + 1)}`;
}

/** Flyway and extensions replace in bodies and strings too. */
function replacePlaceholders(text: string): string {
  if (text.startsWith('--') || text.startsWith('/*')) return text;
  return text.replaceAll(/\$\{[^}\n]{0,200}\}|@extschema(?::\w+)?@/g, nameLike);
}

/** By bytes: what is blanked may hold any letter. */
function blank(text: string): string {
  return text.replaceAll(/[^\n]/gu, (letter) => ' '.repeat(Buffer.byteLength(letter)));
}

function nameLike(text: string): string {
  return 'x'.repeat(Buffer.byteLength(text));
}
