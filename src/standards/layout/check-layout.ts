import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import type { Config } from '../../config.ts';
import type { Finding, Level } from '../finding.ts';
import type { FileText } from '../read-file.ts';
import { openLayoutCache } from './layout-cache.ts';
import {
  isLayoutFault,
  type LayoutAnswer,
  type LayoutFault,
  runSqlfluff,
  type Violation,
} from './run-sqlfluff.ts';

const UNREAD = 'PW806';

/** What sqlfluff calls a text that it can't parse, part into words, or fill in. */
const UNREAD_CODES: ReadonlySet<string> = new Set(['PRS', 'LXR', 'TMP']);

/**
 * What sqlfluff is given at most, in bytes: its time grows with the length, up to 0.3 ms a byte (30
 * kB of short statements: 9 s), and a half-minute is the most that a file may cost.
 */
export const MOST_BYTES = 100_000;

/**
 * How many files outside of the project's `sql/` are judged unasked: at 8 to 15 files a second more
 * of them would be most of the time of a run, and say what nobody agreed on.
 */
export const MOST_ELSEWHERE = 100;

/** How far a run goes. */
export interface LayoutOptions {
  readonly signal?: AbortSignal | undefined;
  /** True: all files, however many. */
  readonly isAsked?: boolean;
}

/**
 * Judges the layout of SQL by sqlfluff: only texts that it hasn't judged before, by its answers of
 * earlier runs. Nothing is passed over: a text that is too long for it, that it can't parse, or
 * that it doesn't answer is a finding.
 *
 * What it can't parse is a note: PostgreSQL's own parser judges whether a text is SQL, and where it
 * is, there is nothing to mend in it (`mergeFindings` drops the note where it isn't).
 *
 * What breaks the layout is a warning in the project's own `sql/`: there it is agreed. Elsewhere it
 * is a note, since layout is taste, and no hazard.
 *
 * @throws {CommandFault} When sqlfluff itself doesn't run.
 */
export async function checkLayout(
  config: Config,
  texts: readonly FileText[],
  { signal, isAsked = false }: LayoutOptions = {},
): Promise<readonly Finding[]> {
  const configFile = layoutConfigFile(config);
  const cache = openLayoutCache(config, readFileSync(configFile, 'utf8'));
  const elsewhere = isAsked ? [] : texts.filter(({ path }) => levelIn(config, path) === 'note');
  const left = new Set(elsewhere.length > MOST_ELSEWHERE ? elsewhere : []);
  const own = texts.filter((one) => !left.has(one));
  const judged = new Set(
    own.map(({ text }) => text).filter((text) => lengthOf(text) <= MOST_BYTES),
  );
  const known = new Map<string, LayoutAnswer | LayoutFault | null>(
    [...judged].map((text) => [text, cache.get(text)]),
  );
  const fresh = [...judged].filter((text) => known.get(text) === null);
  if (fresh.length > 0) {
    const bare = fresh.map((text) => text.replace(/^\uFEFF/, ''));
    const answers = await runSqlfluff(config, bare, { configFile, isFix: false, signal });
    fresh.forEach((text, index) => {
      const answer = answers[index];
      if (answer === undefined) return;
      known.set(text, answer);
      if (!isLayoutFault(answer)) cache.set(text, answer);
    });
    cache.prune();
  }
  const findings = own.flatMap((one) =>
    findingsOf(one, known.get(one.text), levelIn(config, one.path)),
  );
  return [...findings, ...tellLeft([...left])];
}

const lengthOf = (text: string): number => Buffer.byteLength(text);

/** What is left out at once is told once, at the first of them. */
function tellLeft([first, ...others]: readonly FileText[]): readonly Finding[] {
  if (first === undefined) return [];
  const message =
    `The layout of ${others.length + 1} files was not judged: they aren't the project's, and ` +
    `more than ${MOST_ELSEWHERE} take minutes. Ask for it: --layout`;
  const place = { file: first.path, line: 1, column: 1 };
  return [{ ...place, rule: UNREAD, level: 'note', message, source: 'sqlfluff' }];
}

/** The project's own configuration of sqlfluff, or else the harness's. */
export function layoutConfigFile({ install, root }: Config): string {
  const own = root === null ? null : join(root, 'standards', 'sqlfluff.cfg');
  return own !== null && existsSync(own) ? own : join(install, 'standards', 'sqlfluff.cfg');
}

function levelIn({ root }: Config, file: string): Level {
  if (file.endsWith('.psql')) return 'note'; // half of it is psql's, which sqlfluff doesn't know
  const isOwn = root !== null && !relative(join(root, 'sql'), resolve(file)).startsWith('..');
  return isOwn ? 'warning' : 'note';
}

/** @param answer None for a text that it wasn't given. */
function findingsOf(
  { path: file, text }: FileText,
  answer: LayoutAnswer | LayoutFault | null | undefined,
  level: Level,
): readonly Finding[] {
  const source = 'sqlfluff';
  if (!answer || isLayoutFault(answer)) {
    const message = answer
      ? `The layout of this file was not read: sqlfluff fails at it (${answer.fault}). Divide it.`
      : `The layout of this file was not read: it has ${lengthOf(text)} bytes, and ` +
        `${MOST_BYTES} are the most. Divide it.`;
    return [{ file, line: 1, column: 1, rule: UNREAD, level, message, source }];
  }
  return answer.violations.map(({ code, description, ...place }) => {
    const begin = {
      file,
      line: place.start_line_no,
      column: place.start_line_pos,
      source,
    } as const;
    if (!UNREAD_CODES.has(code))
      return { ...begin, ...endOf(place), rule: code, level, message: description };
    const message = `The layout from here on was not read: ${description}`;
    return { ...begin, rule: UNREAD, level: 'note', message };
  });
}

function endOf({
  end_line_no: endLine,
  end_line_pos: endColumn,
}: Pick<Violation, 'end_line_no' | 'end_line_pos'>) {
  return endLine === undefined || endColumn === undefined ? {} : { endLine, endColumn };
}
