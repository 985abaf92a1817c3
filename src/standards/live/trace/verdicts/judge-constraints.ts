import { CONTRACT_STEP } from '../../../ground/change/contract-step.ts';
import {
  added,
  type Circumstances,
  type Judge,
  oldEffects,
  type OldEffect,
  underLock,
  type Verdict,
} from './verdict.ts';
import type { ConstraintState } from '../snapshot.ts';

const E = { level: 'error' } as const;

/** PW505, PW506, PW534, PW538: constraints that come, and guards that go. */
export const judgeConstraints: Judge = (step, circumstances) => [
  ...oldEffects(step, circumstances).flatMap((effect) => [
    ...added(effect.was.constraints, effect.is.constraints).flatMap((constraint) =>
      judgeNew(constraint, effect, circumstances),
    ),
    ...Object.entries(effect.is.columns)
      .filter(([key, { not_null }]) => effect.was.columns[key]?.not_null === true && !not_null)
      .map(([, { name }]) => guardGone(`not null of ${effect.is.name}.${name}`)),
  ]),
  ...step.dropped
    .filter(({ type, is_asked }) => is_asked && /^(table|domain) constraint$/.test(type))
    .filter(({ oid, type }) => type === 'domain constraint' || isOld(oid, circumstances))
    .filter(({ identity }) => !circumstances.remade.has(identity)) // a wider one, say
    .map(({ identity }) => guardGone(identity)),
  ...added(step.before.domain_checks, step.after.domain_checks)
    .filter(({ is_valid, in_use }) => step.tag !== null && is_valid && in_use)
    .map(({ name }) => ({
      ...E,
      rule: 'PW538' as const,
      message:
        `${name} reads every table that uses the domain while writers wait; add it not ` +
        'valid, validate it in the next file.',
    })),
];

function judgeNew(
  { name, type, is_valid }: ConstraintState,
  effect: OldEffect,
  circumstances: Circumstances,
): readonly Verdict[] {
  const under = underLock(effect, circumstances);
  if (!is_valid) return [];
  const better = 'add it not valid, validate it in the next file.';
  if (type === 'f') {
    const message =
      `${name} compares all rows while writers of both tables wait (${under}); ` + `${better}`;
    return [{ ...E, rule: 'PW505', message }];
  }
  if (type !== 'c') return [];
  return [{ ...E, rule: 'PW506', message: `${name} reads all rows at once (${under}); ${better}` }];
}

function isOld(oid: string, { old }: Circumstances): boolean {
  return [...old.values()].some(({ constraints }) => oid in constraints);
}

function guardGone(what: string): Verdict {
  const message =
    `${what} goes, and what it kept out may come in; drop it when its successor holds, in ` +
    `${CONTRACT_STEP}.`;
  return { ...E, rule: 'PW534', message };
}
