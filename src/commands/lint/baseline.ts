import { CommandFault, EXIT } from '../../exit-code.ts';
import { counted } from '../../output/findings/told.ts';
import type { LintReport } from '../../standards/lint.ts';
import { compareBaseline, readBaseline, writeBaseline } from '../../standards/waivers/baseline.ts';
import type { Invocation } from '../command.ts';

/**
 * Leaves out of a report what the baseline of the call knows, and tells what it knows and is no
 * more; or writes the baseline, and then nothing is left.
 *
 * @throws {CommandFault} When there is no baseline to be read, or no file named to be written.
 */
export function withBaseline(report: LintReport, options: Invocation['options']): LintReport {
  const { baseline, writeBaseline: isToWrite } = options;
  if (typeof baseline !== 'string') {
    if (isToWrite === undefined) return report;
    throw new CommandFault(EXIT.usage, 'Where is it to be written?', 'Add: --baseline FILE');
  }
  if (isToWrite === true) {
    const count = writeBaseline(baseline, report);
    process.stderr.write(`${counted(count, 'finding')} written to ${baseline}.\n`);
  }
  const { fresh, kept, gone } = compareBaseline(baseline, readBaseline(baseline), report);
  if (kept > 0) process.stderr.write(`${counted(kept, 'finding')} kept by ${baseline}.\n`);
  for (const { file, rule, count } of gone) {
    process.stderr.write(`gone: ${file} ${rule}${count === 1 ? '' : ` (${count})`}\n`);
  }
  if (gone.length > 0) process.stderr.write('Let the baseline shrink: --write-baseline\n');
  return { ...report, findings: fresh };
}
