import { EXIT, type ExitCode } from '../exit-code.ts';
import { casesOf, NOTHING, type Part, totalsOf } from './part.ts';

/** What a run of these parts ends with. Where nobody watches (CI), a skip is a failure. */
export function exitCodeOf(parts: readonly Part[], isCi: boolean): ExitCode {
  const cases = casesOf(parts);
  if (cases.every(({ says }) => says === NOTHING)) return EXIT.nothingTested;
  const { failed, skipped } = totalsOf(cases);
  return failed > 0 || (isCi && skipped > 0) ? EXIT.findings : EXIT.fine;
}
