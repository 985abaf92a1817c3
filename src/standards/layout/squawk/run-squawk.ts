import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { type Config, readTools } from '../../../config.ts';
import { CommandFault, EXIT } from '../../../exit-code.ts';
import { refuseIfStopped } from '../../../in-parallel.ts';
import { runProcess } from '../../../run-process.ts';
import { lineStarts } from '../../source-text.ts';
import type { SquawkTable } from './squawk-table.ts';

/** What squawk says of a place in a text. */
export interface SquawkWord {
  /** Which of the texts. */
  readonly index: number;
  /** The byte of that text. */
  readonly offset: number;
  /** Squawk's name of its rule. */
  readonly name: string;
  readonly message: string;
}

/** As squawk 2.70 writes it: lines and columns from 0, columns in bytes. */
interface Report {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule_name: string;
  readonly message: string;
  readonly help: string | null;
}

/** How many texts one process is given: their names must fit into one command line. */
const TEXTS_A_RUN = 2000;

/**
 * Runs squawk over texts. Settings of the reader's folder are not heeded.
 *
 * @throws {CommandFault} When squawk itself doesn't run.
 */
export async function runSquawk(
  config: Config,
  table: SquawkTable,
  texts: readonly Buffer[],
  signal?: AbortSignal,
): Promise<readonly SquawkWord[]> {
  const folder = mkdtempSync(join(tmpdir(), 'procwright-squawk-'));
  try {
    texts.forEach((bytes, index) => writeFileSync(join(folder, `${index}.sql`), bytes));
    writeFileSync(join(folder, 'squawk.toml'), '');
    const words: SquawkWord[] = [];
    for (let from = 0; from < texts.length; from += TEXTS_A_RUN) {
      const names = texts.slice(from, from + TEXTS_A_RUN).map((_, index) => `${from + index}.sql`);
      const reports = await runOnce(config, [...optionsOf(table), ...names], folder, signal);
      words.push(...reports.map((report) => wordOf(report, texts)));
    }
    return words;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function optionsOf({ pgVersion, rules, excluded }: SquawkTable): readonly string[] {
  return [
    ...['--config', 'squawk.toml', '--reporter', 'json', '--pg-version', pgVersion],
    '--assume-in-transaction', // Flyway's, so an index on a table of the same file is safe
    `--include=${Object.keys(rules).join(',')}`,
    `--exclude=${Object.keys(excluded).join(',')}`,
  ];
}

async function runOnce(
  config: Config,
  args: readonly string[],
  cwd: string,
  signal: AbortSignal | undefined,
): Promise<readonly Report[]> {
  const squawk = join(dirname(readTools(config).python), 'squawk');
  const { environment } = config;
  const { stdout, stderr } = await runProcess(squawk, args, { cwd, environment, signal }).catch(
    (error: unknown) => ({ stdout: '', stderr: String(error) }),
  );
  refuseIfStopped(signal);
  try {
    return JSON.parse(stdout) as readonly Report[]; // its own format
  } catch {
    const said = stderr.trim().split('\n')[0];
    throw new CommandFault(EXIT.usage, `squawk did not run: ${said}`, 'npm run setup');
  }
}

function wordOf({ file, line, column, ...report }: Report, texts: readonly Buffer[]): SquawkWord {
  const index = Number(/(\d+)\.sql$/.exec(file)?.[1]);
  const offset = (lineStarts(texts[index] ?? Buffer.of())[line] ?? 0) + column;
  const message = report.help === null ? report.message : `${report.message} ${report.help}`;
  return { index, offset, name: report.rule_name, message };
}
