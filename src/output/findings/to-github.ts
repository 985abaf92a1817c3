import { counted, openOf, type Told, type ToldRun } from './told.ts';

/** What a step of GitHub Actions gets: lines for its log, and a page for its summary. */
export interface GithubReport {
  readonly log: string;
  /** Markdown for the file GITHUB_STEP_SUMMARY; empty when there is nothing to tell. */
  readonly summary: string;
}

/** GitHub shows this many annotations of a kind for a step, and drops the rest in silence. */
const MOST = 10;

/** A step's summary holds 1 MiB; over it GitHub shows none of it. */
const MOST_BYTES = 1024 * 1024;

/**
 * Writes findings as annotations, the errors that stand first first, as many as GitHub shows of a
 * kind. All of them, those too, are rows of the step's summary, as far as there is room.
 *
 * Sources: GitHub Docs, Workflow commands for GitHub Actions; limits of annotations and of the job
 * summary there.
 */
export function toGithub(run: ToldRun): GithubReport {
  const open = openOf(run);
  const shown = (['error', 'warning', 'note'] as const).flatMap((level) =>
    open.filter((told) => told.level === level).slice(0, MOST),
  );
  const rest = open.length - shown.length;
  const lines = shown.map((told) => annotation(told, run));
  const read = `${counted(run.files.length, 'file')}, ${counted(open.length, 'finding')}`;
  if (rest > 0) lines.push(`${read}; ${rest} more stand in the summary of this step.`);
  else lines.push(`${read}.`);
  return { log: lines.join('\n'), summary: open.length === 0 ? '' : summaryOf(open, run) };
}

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const;

function annotation(told: Told, { rules, pathOf }: ToldRun): string {
  const { file, line, column, endLine, endColumn, rule, level, message } = told;
  const name = rules.find(({ id }) => id === rule)?.name;
  const isOneLine = endLine === undefined || endLine === line;
  const properties = {
    file: pathOf(file),
    line,
    endLine,
    col: isOneLine ? column : undefined, // GitHub refuses columns over several lines
    endColumn: isOneLine ? endColumn : undefined,
    title: name === undefined ? rule : `${rule} ${name}`,
  };
  const words = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[level]} ${words.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function summaryOf(open: readonly Told[], { pathOf }: ToldRun): string {
  const head = `### procwright lint: ${counted(open.length, 'finding')}\n\n${HEADER}`;
  const rows: string[] = [];
  let bytes = Buffer.byteLength(head) + ROOM_FOR_LAST_LINE;
  for (const { file, line, rule, level, message } of open) {
    const place = `${cell(pathOf(file))}:${line}`;
    const row = `| ${level} | ${place} | ${cell(rule)} | ${cell(message)} |\n`;
    bytes += Buffer.byteLength(row);
    if (bytes > MOST_BYTES) break;
    rows.push(row);
  }
  const rest = open.length - rows.length;
  const last = rest === 0 ? '' : `\n${rest} more have no room here; run procwright lint.\n`;
  return head + rows.join('') + last;
}

const HEADER = '| level | place | rule | finding |\n|---|---|---|---|\n';
const ROOM_FOR_LAST_LINE = 200;

/** Text of a file may stand in a message: it stays text in a table of Markdown. */
function cell(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|~#]/g, (mark) => `\\${mark}`)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
