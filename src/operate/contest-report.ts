import { mkdirSync, appendFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { EXIT, type ExitCode } from '../exit-code.ts';
import { runProcess } from '../run-process.ts';
import type { Contest, Size } from './contest.ts';
import { isWholeSize, judgeGates, type Medians, mediansOf, type Verdict } from './judge-gates.ts';
import type { Machine } from './machine.ts';
import type { Turn } from './run-turn.ts';

/** All that a contest found, as `--json` and the history have it. */
export interface ContestReport {
  readonly bench: string;
  readonly purpose: string;
  readonly date: string;
  /** Short, with `+` when files differ from it; null outside a repository. */
  readonly commit: string | null;
  readonly machine: Machine;
  readonly size: Size;
  /** What the gates are meant for. */
  readonly stated: Size;
  /** What was set by hand instead of the manifest: databases' variables, left out contenders. */
  readonly changed: readonly string[];
  readonly medians: readonly Medians[];
  readonly turns: readonly Turn[];
  readonly gates: readonly Verdict[];
}

/** What a report is made of. */
export interface Findings extends Pick<
  ContestReport,
  'date' | 'commit' | 'machine' | 'size' | 'changed' | 'turns'
> {
  readonly contest: Contest;
}

/** Puts a contest's findings together. What was changed by hand is judged by no gate. */
export function reportOf({ contest, ...found }: Findings): ContestReport {
  const isWhole = found.changed.length === 0 && isWholeSize(contest.size, found.size);
  return {
    bench: contest.name,
    purpose: contest.purpose,
    stated: contest.size,
    medians: mediansOf(contest, found.turns),
    gates: judgeGates(contest, found.turns, isWhole),
    ...found,
  };
}

/** Of a run: a gate failed, some passed, or none was judged. */
export function exitOf({ gates }: { readonly gates: readonly Pick<Verdict, 'ends'>[] }): ExitCode {
  if (gates.some(({ ends }) => ends === 'FAILS')) return EXIT.findings;
  return gates.some(({ ends }) => ends === 'passes') ? EXIT.fine : EXIT.nothingTested;
}

const HISTORY = join('docs', 'bench', 'history.jsonl');

/** Appends the report as one line to the project's history of measurements. */
export function recordReport(root: string, report: object): void {
  const file = join(root, HISTORY);
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(report)}\n`);
}

/** The commit that the project stands on; null when it is in no repository. */
export async function commitOf(root: string): Promise<string | null> {
  const args = ['describe', '--always', '--dirty=+', '--exclude=*'];
  const { code, stdout } = await runProcess('git', args, { cwd: root }).catch(() => ({
    code: 1, // there is no git here
    stdout: '',
  }));
  return code === 0 ? stdout.trim() : null;
}
