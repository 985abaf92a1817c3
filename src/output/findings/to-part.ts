import type { Group, Part, TestCase } from '../part.ts';
import type { Told, ToldRun } from './told.ts';

/**
 * Findings as a part with a group a file, for JUnit: each error or warning is a failed case, a note
 * and what is waived is a skipped one, and a file without any a passed one.
 */
export function toPart(run: ToldRun): Part {
  const byFile = new Map<string, Told[]>();
  for (const told of run.findings) {
    byFile.set(told.file, [...(byFile.get(told.file) ?? []), told]);
  }
  const files = [...new Set([...run.files, ...byFile.keys()])];
  const groups = files.map((file): Group => {
    const own = byFile.get(file) ?? [];
    const name = run.pathOf(file);
    const cases =
      own.length === 0 ? [{ name: 'lint', verdict: 'passed' as const }] : own.map(caseOf);
    return { name, seconds: 0, cases: cases.map((one) => ({ ...one, file: name })) };
  });
  return { name: 'lint', seconds: 0, groups };
}

function caseOf({ line, column, rule, level, message, waived }: Told): TestCase {
  const name = `${rule} ${line}:${column}`;
  const says = waived === undefined ? message : `${message}\nwaived: ${waived}`;
  const verdict = level === 'note' || waived !== undefined ? 'skipped' : 'failed';
  return { name, verdict, says, line };
}
