import { appendFileSync } from 'node:fs';

import { type Config, stepSummaryFile } from '../../config.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import { nearest } from '../../nearest.ts';
import { toGithub } from '../../output/findings/to-github.ts';
import { toGitlab } from '../../output/findings/to-gitlab.ts';
import { toPart } from '../../output/findings/to-part.ts';
import { toSarif } from '../../output/findings/to-sarif.ts';
import { toText } from '../../output/findings/to-text.ts';
import type { ToldRule, ToldRun } from '../../output/findings/told.ts';
import { junitText } from '../../output/junit.ts';
import { workingTree } from '../../standards/given/git.ts';
import type { LintReport } from '../../standards/lint.ts';
import { toldRun } from '../../standards/told-run.ts';
import type { Invocation } from '../command.ts';

type Write = (run: ToldRun, config: Config) => string;

const FORMATS = {
  text: toText,
  json: toJson,
  sarif: toSarif,
  github: writeGithub,
  gitlab: toGitlab,
  junit: (run) => junitText(toPart(run)),
} as const satisfies Readonly<Record<string, Write>>;

/** One of the ways in which a report is printed. */
export type Format = keyof typeof FORMATS;

/** Their names, the usual one first. */
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly Format[]; // its own keys

/**
 * The format that a call asks for.
 *
 * @throws {CommandFault} When there is none of this name.
 */
export function readFormat({ format, json }: Invocation['options']): Format {
  const word = json === true ? 'json' : String(format ?? 'text');
  const known = FORMAT_NAMES.find((name) => name === word);
  if (known !== undefined) return known;
  throw new CommandFault(EXIT.usage, `There is no format ${word}.`, nearest(word, FORMAT_NAMES));
}

/** What a report is printed with. */
export interface Printing {
  readonly format: Format;
  readonly rules: readonly ToldRule[];
  readonly config: Config;
}

/** Prints a report: for a person, or for a program that reads standard output. */
export function printReport(report: LintReport, { format, rules, config }: Printing): void {
  const run = toldRun(report, rules, workingTree(process.cwd()) ?? process.cwd());
  const write: Write = FORMATS[format];
  process.stdout.write(`${write(run, config)}\n`);
}

function toJson({ files, findings, unreadRule }: ToldRun): string {
  const unread = findings.filter(({ rule, level }) => rule === unreadRule && level === 'error');
  return JSON.stringify({
    files: files.length,
    unread: new Set(unread.map(({ file }) => file)).size,
    findings,
  });
}

/** The log goes to standard output, the page to the file that GitHub names, if it does. */
function writeGithub(run: ToldRun, config: Config): string {
  const { log, summary } = toGithub(run);
  const file = stepSummaryFile(config);
  if (file !== null && summary !== '') appendFileSync(file, summary);
  return log;
}
