import { paint } from './paint.ts';
import { casesOf, type Group, type Part, type TestCase, type Totals, totalsOf } from './part.ts';

const WORDS = {
  passed: paint.green('ok'),
  failed: paint.red('FAILED'),
  skipped: paint.yellow('skipped'),
} as const;

/** `ok 90_api/post_order 32 1.2 s`: one line a group; of failures it says how many. */
export function groupLine({ name, seconds, cases }: Group): string {
  return `${verdictOf(cases)} ${name} ${countOf(cases)} ${seconds.toFixed(1)} s`;
}

/** One line for a part of the run. */
export function partLine(part: Part): string {
  const cases = casesOf([part]);
  return `${verdictOf(cases)} ${part.name}: ${countOf(cases)} in ${part.seconds.toFixed(1)} s`;
}

/** Every failure in full: where, what, and the command that runs it alone. */
export function failureLines(groups: readonly Group[]): readonly string[] {
  return groups.flatMap((group) => {
    const failed = group.cases.filter(({ verdict }) => verdict === 'failed');
    if (failed.length === 0) return [];
    const again = group.again === undefined ? [] : [`  alone: ${paint.bold(group.again)}`];
    return [...failed.flatMap((one) => caseLines(group, one)), ...again, ''];
  });
}

/** Why something was not judged, each reason once. */
export function skipLines(cases: readonly TestCase[]): readonly string[] {
  const reasons = cases.filter(({ verdict }) => verdict === 'skipped').map(({ says }) => says);
  return [...new Set(reasons)].map((reason) => `${WORDS.skipped} ${reason ?? 'without a reason'}`);
}

/** `12 passed, 0 failed, 1 skipped`: scripts read it, so it's never coloured. */
export function totalLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function caseLines(group: Group, { name, says = '', file, line }: TestCase): readonly string[] {
  const place = file === undefined ? group.name : `${file}${line === undefined ? '' : `:${line}`}`;
  const lines = says === '' ? [] : says.split('\n').map((text) => `    ${text}`.trimEnd());
  return [`${WORDS.failed} ${place} ${paint.bold(name)}`, ...lines];
}

function verdictOf(cases: readonly TestCase[]): string {
  const { passed, failed, skipped } = totalsOf(cases);
  if (failed > 0) return WORDS.failed;
  return passed === 0 && skipped > 0 ? WORDS.skipped : WORDS.passed;
}

function countOf(cases: readonly TestCase[]): string {
  const { passed, failed, skipped } = totalsOf(cases);
  const count = failed === 0 ? `${passed}` : `${passed}/${passed + failed}`;
  return skipped === 0 ? count : `${count} (${skipped} skipped)`;
}
