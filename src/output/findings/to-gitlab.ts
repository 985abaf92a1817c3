import { fingerprintsOf } from './fingerprints.ts';
import { openOf, type ToldRun } from './told.ts';

/**
 * Writes findings as a report of GitLab's code quality, which compares two runs by fingerprints. It
 * has no word for a waiver, so that what is waived is left out.
 *
 * Source: GitLab Docs, Code Quality, Code Quality report format.
 */
export function toGitlab(run: ToldRun): string {
  const open = openOf(run);
  const fingerprints = fingerprintsOf(open, run);
  const report = open.map(({ file, line, endLine = line, rule, level, message }, at) => ({
    description: message,
    check_name: rule,
    fingerprint: fingerprints[at],
    severity: SEVERITIES[level],
    location: { path: run.pathOf(file), lines: { begin: line, end: endLine } },
  }));
  return JSON.stringify(report, null, 2);
}

const SEVERITIES = { error: 'critical', warning: 'minor', note: 'info' } as const;
