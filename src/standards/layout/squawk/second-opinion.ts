import type { Config } from '../../../config.ts';
import type { Finding } from '../../finding.ts';
import type { ReadFile } from '../../read-file.ts';
import type { Statement } from '../../statement.ts';
import { runSquawk, type SquawkWord } from './run-squawk.ts';
import { shadowText, type ShadowPlace } from './shadow-text.ts';
import { readSquawkTable, type SquawkTable } from './squawk-table.ts';

/** What squawk says of a statement, and which rules of ours would say the same. */
export interface Opinion {
  readonly finding: Finding;
  /** Our ids. */
  readonly sameAs: readonly string[];
  /** The first and the last line of the statement. */
  readonly lines: readonly [first: number, last: number];
}

const SYNTAX = 'syntax-error';
const UNREAD = 'PW806';

/**
 * How often a file is given again without the statements that squawk can't read: it says nothing of
 * a text in which it can't read something. Each round finds all of them that it sees.
 */
const MOST_ROUNDS = 4;

/**
 * Asks squawk about all statements of files, in bodies and EXECUTE too. Undo files, tests and
 * benches aren't asked about: they break by design what a change must keep.
 *
 * A statement that squawk can't read is a note (PW806): PostgreSQL's own parser has read it, so
 * there is nothing in it to mend.
 *
 * @throws {CommandFault} When squawk doesn't run, or its table isn't of its form.
 */
export async function secondOpinion(
  config: Config,
  files: readonly ReadFile[],
  signal?: AbortSignal,
): Promise<readonly Opinion[]> {
  const table = readSquawkTable(config);
  const opinions: Opinion[] = [];
  let rest = files
    .filter(({ file }) => !BY_DESIGN.has(file.role))
    .map((file): Asked => ({ file, statements: file.statements }));
  for (let round = 1; rest.length > 0; round += 1) {
    const { said, unread } = await ask(config, table, rest, signal);
    opinions.push(...said.flatMap((one) => opinionOf(table, one) ?? []));
    const again = rest.filter(({ file }) => unread.has(file));
    for (const { file } of again) opinions.push(...tellUnread(file, unread.get(file) ?? new Map()));
    if (round === MOST_ROUNDS) return [...opinions, ...again.map(({ file }) => tellRest(file))];
    rest = again.map(({ file, statements }) => ({
      file,
      statements: statements.filter((one) => !unread.get(file)?.has(one)),
    }));
  }
  return opinions;
}

const BY_DESIGN: ReadonlySet<string> = new Set(['undo', 'test', 'bench']);

interface Asked {
  readonly file: ReadFile;
  readonly statements: readonly Statement[];
}

interface Said extends ShadowPlace, Pick<SquawkWord, 'name' | 'message'> {
  readonly file: ReadFile;
}

/** What was said of the files that were read, and the statements that kept it from the others. */
async function ask(
  config: Config,
  table: SquawkTable,
  asked: readonly Asked[],
  signal: AbortSignal | undefined,
) {
  const shadows = asked.map(({ statements }) => shadowText(statements));
  const texts = shadows.map(({ bytes }) => bytes);
  const words = await runSquawk(config, table, texts, signal);
  const said = words.flatMap(({ index, offset, ...word }): Said[] => {
    const [file, place] = [asked[index]?.file, shadows[index]?.placeOf(offset) ?? null];
    return file === undefined || place === null ? [] : [{ ...word, ...place, file }];
  });
  const unread = new Map<ReadFile, Map<Statement, string>>();
  for (const { file, statement, message } of said.filter(({ name }) => name === SYNTAX)) {
    const known = unread.get(file) ?? new Map<Statement, string>();
    unread.set(file, known.has(statement) ? known : known.set(statement, message));
  }
  return { said: said.filter(({ file }) => !unread.has(file)), unread };
}

/** Null for what isn't asked of this kind of file. */
function opinionOf({ rules }: SquawkTable, said: Said): Opinion | null {
  const { file, statement, start, name, message } = said;
  if (name === 'ban-drop-function' && isOldSignature(said)) return null;
  const { source } = file;
  const finding: Finding = {
    file: file.file.path,
    ...source.placeOf(start),
    rule: name,
    level: 'warning',
    message,
    source: 'squawk',
  };
  const lines = [statement.start, statement.end].map((at) => source.placeOf(at).line);
  return { finding, sameAs: rules[name] ?? [], lines: [lines[0] ?? 1, lines[1] ?? 1] };
}

/** In a repeatable file a drop at the top takes the old signature away: that is its only place. */
function isOldSignature({ file, statement }: Said): boolean {
  return file.file.role === 'repeatable' && statement.placement === 'top';
}

function tellUnread(file: ReadFile, unread: ReadonlyMap<Statement, string>): readonly Opinion[] {
  return [...unread].map(([statement, why]) =>
    noteAt(file, statement.start, `squawk can't read this statement: ${why}`),
  );
}

function tellRest(file: ReadFile): Opinion {
  return noteAt(file, 0, "squawk says nothing of this file: it can't read parts of it.");
}

function noteAt({ file, source }: ReadFile, start: number, message: string): Opinion {
  const place = source.placeOf(start);
  const finding = { file: file.path, ...place, rule: UNREAD, level: 'note', message } as const;
  return { finding: { ...finding, source: 'squawk' }, sameAs: [], lines: [place.line, place.line] };
}
