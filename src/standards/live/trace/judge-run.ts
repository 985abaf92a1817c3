import { byPlace, type Finding } from '../../finding.ts';
import { isContractStep } from '../../ground/change/contract-step.ts';
import type { ReadFile } from '../../read-file.ts';
import { type Span, spanOfKind, spanOfStep } from './place.ts';
import type { FileRun } from './run-file.ts';
import type { Step } from './step.ts';
import { judgeColumns } from './verdicts/judge-columns.ts';
import { judgeConstraints } from './verdicts/judge-constraints.ts';
import { judgeIndexes } from './verdicts/judge-indexes.ts';
import { judgeRelations } from './verdicts/judge-relations.ts';
import { judgeSettings } from './verdicts/judge-settings.ts';
import { createWorkJudge } from './verdicts/judge-work.ts';
import type { Circumstances, Judge, Verdict } from './verdicts/verdict.ts';

/** What the judge is told beside the run. */
export interface Conditions {
  /** Rows of one relation that a transaction may write. */
  readonly mostRows: number;
  /** Tables whose rows were made up: that they contradict a statement is no fault of it. */
  readonly madeUp: ReadonlySet<string>;
}

/** The findings of a file that ran, by place; one a rule and place. */
export function judgeRun(
  file: ReadFile,
  run: FileRun,
  { mostRows, madeUp }: Conditions,
): readonly Finding[] {
  const circumstances: Circumstances = {
    old: run.old,
    refuted: new Set(run.refuted.flatMap(({ failure }) => failure.table ?? [])),
    others: new Set([run.first.routines, run.first.schemas].flatMap((one) => Object.keys(one))),
    remade: run.remade,
    mostRows,
    isTransactional: run.isTransactional,
    lockTimeout: run.first.settings.lock_timeout,
    statementTimeout: run.first.settings.statement_timeout,
  };
  const work = createWorkJudge();
  const judges = [...JUDGES, ...(run.isTransactional ? [work] : [])];
  const told = run.steps.flatMap((step) =>
    judges
      .flatMap((judge) => judge(step, circumstances))
      .map((verdict) => findingOf(file, verdict, spanOf(file, step, verdict))),
  );
  const isLast = isContractStep(file);
  const said = merged(
    told.filter((one) => !isSaidBetter(one, told) && !(isLast && LAST.has(one.rule))),
  );
  const failures = failuresOf(file, run, madeUp).filter(
    ({ line, rule }) => !said.some((one) => one.rule !== rule && one.line === line),
  );
  return [...said, ...failures].toSorted(byPlace);
}

const JUDGES: readonly Judge[] = [
  judgeIndexes,
  judgeConstraints,
  judgeColumns,
  judgeRelations,
  judgeSettings,
];

function spanOf(file: ReadFile, step: Step, { tags }: Verdict): Span {
  return tags !== undefined && step.tag === null
    ? spanOfKind(file, step.top, tags)
    : spanOfStep(file, step);
}

/** What could not be traced is told: of it and of all behind it nothing is known. */
function failuresOf(file: ReadFile, run: FileRun, madeUp: ReadonlySet<string>): readonly Finding[] {
  const { failure, refuted } = run;
  const real = refuted.filter(({ failure: { table } }) => !madeUp.has(table ?? ''));
  return [
    ...real.map(({ top, failure: { message } }) => {
      const text = `It fails on the given rows: ${message}. Mend them in a file before it.`;
      return findingOf(file, { ...RUNS, message: text }, top);
    }),
    ...(failure === null
      ? []
      : [
          findingOf(
            file,
            {
              ...RUNS,
              message:
                `It does not run on the clone: ${failure.failure.message} ` +
                `(${failure.failure.code}). Nothing is known of it, and of what ` +
                'follows.',
            },
            spanOfStep(file, { top: failure.top, where: failure.failure.where }),
          ),
        ]),
  ];
}

const RUNS = { rule: 'PW541', level: 'error' } as const;

/** A finding of the live source at a span of a file. */
export function findingOf(
  { file, source }: Pick<ReadFile, 'file' | 'source'>,
  { rule, level, message }: Pick<Verdict, 'rule' | 'level' | 'message'>,
  { start, end }: Span,
): Finding {
  const { line: endLine, column: endColumn } = source.placeOf(end);
  const place = source.placeOf(start);
  return { file: file.path, ...place, endLine, endColumn, rule, level, message, source: 'live' };
}

/** What a contract step may do: nobody uses it any more. */
const LAST: ReadonlySet<string> = new Set(['PW515', 'PW516', 'PW534', 'PW536']);

/** That a statement should not read rows at all is more than that it should do so earlier. */
function isSaidBetter({ rule, line }: Finding, told: readonly Finding[]): boolean {
  return rule === 'PW531' && told.some((one) => one.line === line && READS.has(one.rule));
}

/** Rules whose better way reads no rows under a lock. */
const READS: ReadonlySet<string> = new Set(
  [501, 505, 506, 507, 508, 509, 511, 512, 513, 514, 521, 525].map((number) => `PW${number}`),
);

/** One finding for what one statement does to many objects. */
function merged(findings: readonly Finding[]): readonly Finding[] {
  const groups = grouped(findings);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const more = new Set(group.map(({ message }) => message)).size - 1;
    return more === 0 ? [first] : [{ ...first, message: `${first.message} (And ${more} more.)` }];
  });
}

function grouped(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.line} ${finding.column}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return groups;
}
