/**
 * Whether a test file is one transaction that it takes back: its first statement begins it, its
 * last one rolls it back, and none between ends it. Such a file leaves nothing behind, not even
 * when it fails half-way, so the next one may run on the same database. When in doubt it says no:
 * a command of psql may do anything.
 */
export function rollsBack(text: string): boolean {
  const statements = text.replace(OPAQUE, ' ').split(';').map(firstWord);
  const [first, ...rest] = statements.filter((word) => word !== '');
  const last = rest.pop();
  return first === 'begin' && last === 'rollback' && !rest.some((word) => ENDS.test(word));
}

function firstWord(statement: string): string {
  return (/^\s*(\S+)/.exec(statement)?.[1] ?? '').toLowerCase();
}

/** What holds no statement: comments, quoted text and names, bodies between dollars. */
const OPAQUE =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*|)\$[\s\S]*?\$\1\$/g;

const ENDS = /^(begin|start|commit|end|rollback|abort|prepare|release)$|\\/;
