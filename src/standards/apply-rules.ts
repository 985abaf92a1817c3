import { brokenReading, brokenRule } from './broken.ts';
import { type Finding, UNREAD } from './finding.ts';
import { createGround, type Ground } from './ground/ground.ts';
import type { Known } from './ground/known.ts';
import { learn } from './ground/learn.ts';
import type { ReadFile } from './read-file.ts';
import type { Flaw, Rule } from './rule.ts';
import type { SqlFile } from './sql-file.ts';
import type { Statement } from './statement.ts';

/** What a file stands on when it's judged. */
export interface Standing {
  /** What earlier files made; it learns what this one makes. */
  readonly known: Known;
  /** The routines of repeatable files, and which file makes each. */
  readonly repeatables: ReadonlyMap<string, string>;
}

/**
 * Judges one file by all rules, in the order in which its statements run. What could not be read is
 * told too, and a rule that throws: the others go on.
 */
export function applyRules(
  rules: readonly Rule[],
  read: ReadFile,
  { known, repeatables }: Standing,
): readonly Finding[] {
  const { file, source, statements } = read;
  const ground = createGround({ file, source, statements, known, repeatables });
  const judgement = createJudgement(read, ground);
  const chosen = chooseRules(rules, file.role);
  for (const rule of chosen.ofFile) judgement.judge(rule, null);
  for (const statement of statements) {
    for (const rule of chosen.of(statement)) judgement.judge(rule, statement);
    judgement.guard(statement, () => learn(known, statement, file.path));
  }
  return judgement.end();
}

/** The findings of a file while they come together. */
interface Judgement {
  /** Judges a statement, or for a rule of files the file. */
  readonly judge: (rule: Rule, statement: Statement | null) => void;
  /** Does what is no rule's work; where it throws, that is told at the statement. */
  readonly guard: (statement: Statement, work: () => void) => void;
  readonly end: () => readonly Finding[];
}

function createJudgement(read: ReadFile, ground: Ground): Judgement {
  const findings = unreadOf(read);
  const broken = new Map<Rule, Break>();
  return {
    judge(rule, statement) {
      const start = statement?.start ?? 0;
      try {
        for (const flaw of flawsOf(rule, statement, ground)) {
          findings.push(findingAt(read, rule.id, rule.level, { start, ...flaw }));
        }
      } catch (error) {
        const first = broken.get(rule);
        if (first === undefined) broken.set(rule, { start, error, others: 0 });
        else first.others += 1;
      }
    },
    guard({ start }, work) {
      try {
        work();
      } catch (error) {
        findings.push(findingAt(read, UNREAD, 'error', { message: brokenReading(error), start }));
      }
    },
    end() {
      for (const [rule, { start, error, others }] of broken) {
        const message = brokenRule(rule, error, others);
        findings.push(findingAt(read, UNREAD, 'error', { message, start }));
      }
      return findings;
    },
  };
}

/** The first statement at which a rule threw, and how many there were behind it. */
interface Break {
  readonly start: number;
  readonly error: unknown;
  others: number;
}

function unreadOf(read: ReadFile): Finding[] {
  const level = isScript(read.file) ? 'note' : 'error';
  return read.unread.map(({ start, reason, isBreak = false }) =>
    isBreak
      ? findingAt(read, UNREAD, 'error', { message: reason, start })
      : findingAt(read, UNREAD, level, { message: `This can't be read as SQL: ${reason}`, start }),
  );
}

/** In psql a variable may stand for half a statement: what it says, only a run knows. */
function isScript({ name }: SqlFile): boolean {
  return name.endsWith('.psql');
}

/** Rules by what they judge. */
interface ChosenRules {
  readonly ofFile: readonly Rule[];
  readonly of: (statement: Statement) => readonly Rule[];
}

/** What was chosen for statements of one form serves those of all files. */
const chosenBefore = new WeakMap<readonly Rule[], Map<boolean, ChosenRules>>();

function chooseRules(rules: readonly Rule[], role: SqlFile['role']): ChosenRules {
  const known = chosenBefore.get(rules) ?? new Map<boolean, ChosenRules>();
  chosenBefore.set(rules, known);
  const leaves = leavesNothing(role);
  const chosen =
    known.get(leaves) ?? chooseFrom(rules.filter(({ id }) => !leaves || !SPARED.test(id)));
  known.set(leaves, chosen);
  return chosen;
}

function chooseFrom(rules: readonly Rule[]): ChosenRules {
  const byTags = new Map<string, Record<'plain' | 'making', readonly Rule[]>>();
  const bodies = rules.filter(({ of }) => of === 'body');
  const choose = (tags: string) => {
    const held = new Set(tags.split(' '));
    const plain = rules.filter(
      (rule) => rule.of === 'statement' && (rule.on?.some((tag) => held.has(tag)) ?? true),
    );
    return { plain, making: [...plain, ...bodies] };
  };
  return {
    ofFile: rules.filter(({ of }) => of === 'file'),
    of(statement) {
      const tags = statement.tags();
      let chosen = byTags.get(tags);
      if (chosen === undefined) {
        const form = tags.split(' ').toSorted().join(' ');
        chosen = byTags.get(form) ?? choose(form);
        byTags.set(form, chosen).set(tags, chosen);
      }
      return statement.body === null ? chosen.plain : chosen.making;
    },
  };
}

/**
 * A test and a bench leave nothing: what they make is neither kept nor used by anybody else, and to
 * break things is their job. How they are written is judged all the same.
 */
const leavesNothing = (role: SqlFile['role']) => role === 'test' || role === 'bench';

const SPARED = /^PW[23567]/;

function flawsOf(rule: Rule, statement: Statement | null, ground: Ground): readonly Flaw[] {
  if (rule.of === 'file') return rule.check(ground.statements, ground);
  if (statement === null) return [];
  if (rule.of === 'statement') return rule.check(statement, ground);
  const { body } = statement;
  return body === null ? [] : rule.check(body, statement, ground);
}

function findingAt(
  { file, source }: ReadFile,
  rule: string,
  level: Finding['level'],
  { message, start = 0, end }: Flaw,
): Finding {
  const { line, column } = source.placeOf(start);
  const begin = { file: file.path, line, column, rule, level, message, source: OWN } as const;
  if (end === undefined || end <= start) return begin;
  const { line: endLine, column: endColumn } = source.placeOf(end);
  return { ...begin, endLine, endColumn };
}

const OWN = 'procwright';
