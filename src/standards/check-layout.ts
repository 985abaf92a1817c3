import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';

import { type Config, readTools } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { inParallel, refuseIfStopped } from '../in-parallel.ts';
import { runProcess } from '../run-process.ts';
import type { Finding } from './finding.ts';

/** What sqlfluff prints for one file, as far as it's read here. */
interface FileReport {
  readonly filepath: string;
  readonly violations: readonly {
    readonly start_line_no: number;
    readonly start_line_pos: number;
    readonly code: string;
    readonly description: string;
  }[];
}

const UNREADABLE = 'PW806';

/**
 * Judges the layout of SQL files by sqlfluff, in as many processes as there are cores. Nothing is
 * passed over: what it can't parse, and a file that it doesn't report on, is a finding.
 *
 * @throws {CommandFault} When sqlfluff itself doesn't run.
 */
export async function checkLayout(
  config: Config,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Finding[]> {
  const chunks = split(files, availableParallelism());
  const reports = await inParallel(chunks, chunks.length, (chunk) => run(config, chunk, signal));
  return reports.flat();
}

async function run(
  config: Config,
  files: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Finding[]> {
  const settings = ['--config', configFile(config), '--ignore-local-config', '--disable-noqa'];
  const output = ['--disable-progress-bar', '--nofail', '--format', 'json'];
  const { code, stdout, stderr } = await runProcess(
    readTools(config).python,
    ['-m', 'sqlfluff', 'lint', ...settings, ...output, '--', ...files],
    { environment: config.environment, signal },
  );
  refuseIfStopped(signal);
  const reports = parseReports(stdout);
  if (code !== 0 || reports === null) {
    const said = stderr.trim().split('\n').at(-1);
    throw new CommandFault(EXIT.usage, `sqlfluff did not run: ${said}`, 'npm run setup');
  }
  const read = new Map(reports.map((report) => [resolve(report.filepath), report]));
  return files.flatMap((file) => findingsOf(file, read.get(resolve(file))));
}

function findingsOf(file: string, report: FileReport | undefined): readonly Finding[] {
  const source = 'sqlfluff';
  if (report === undefined) {
    const message = 'sqlfluff passed this file over: look for a .sqlfluffignore.';
    return [{ file, line: 1, column: 1, rule: UNREADABLE, level: 'error', message, source }];
  }
  return report.violations.map(({ start_line_no, start_line_pos, code, description }) => ({
    file,
    line: start_line_no,
    column: start_line_pos,
    rule: code === 'PRS' ? UNREADABLE : code,
    level: code === 'PRS' ? 'error' : 'warning',
    message: code === 'PRS' ? `This can't be read as SQL: ${description}` : description,
    source,
  }));
}

function parseReports(text: string): readonly FileReport[] | null {
  try {
    return JSON.parse(text.slice(text.indexOf('['))) as readonly FileReport[]; // its own format
  } catch {
    return null; // the caller says so
  }
}

/** The project's own, or else the harness's. */
function configFile({ install, root }: Config): string {
  const own = root === null ? null : join(root, 'standards', 'sqlfluff.cfg');
  return own !== null && existsSync(own) ? own : join(install, 'standards', 'sqlfluff.cfg');
}

/** Parts of about the same size: the biggest file first, each to the part that has least. */
function split(files: readonly string[], count: number): readonly (readonly string[])[] {
  const parts = Array.from({ length: count }, () => ({ bytes: 0, files: [] as string[] }));
  const sized = files.map((file) => ({ file, bytes: statSync(file).size }));
  for (const { file, bytes } of sized.sort((a, b) => b.bytes - a.bytes)) {
    const least = parts.reduce((best, part) => (part.bytes < best.bytes ? part : best));
    least.bytes += bytes;
    least.files.push(file);
  }
  return parts.map((part) => part.files).filter((part) => part.length > 0);
}
