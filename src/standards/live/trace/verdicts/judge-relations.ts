import { CONTRACT_STEP } from '../../../ground/change/contract-step.ts';
import { isRewritten } from '../effects.ts';
import {
  blockingLock,
  type Circumstances,
  isClosed,
  type Judge,
  oldEffects,
  type OldEffect,
  underLock,
  type Verdict,
  wasRead,
} from './verdict.ts';
import { ROUTINE } from '../run-file.ts';
import type { Step } from '../step.ts';

const E = { level: 'error' } as const;

/** PW516 to PW518, PW523 to PW526, PW528, PW536: relations and routines that go or move. */
export const judgeRelations: Judge = (step, circumstances) => [
  ...oldEffects(step, circumstances).flatMap((effect) => [
    ...judgeNames(effect),
    ...judgeParents(effect, step, circumstances),
    ...judgeContent(effect, step, circumstances),
  ]),
  ...judgeDrops(step, circumstances),
];

function judgeNames({ was, is }: OldEffect): readonly Verdict[] {
  if (!/^[rpvmf]$/.test(is.kind)) return [];
  const columns = Object.entries(is.columns).flatMap(([key, { name }]) => {
    const before = was.columns[key]?.name;
    return before === undefined || before === name ? [] : [[before, name] as const];
  });
  const names = was.name === is.name ? columns : [[was.name, is.name] as const, ...columns];
  return names.map(([before, after]) => ({
    ...E,
    rule: 'PW517' as const,
    message:
      `${before} becomes ${after}, and the code of the last release asks for ` +
      `${before}; add the new name, keep both, drop the old one later.`,
  }));
}

function judgeParents(
  effect: OldEffect,
  { effects }: Step,
  circumstances: Circumstances,
): readonly Verdict[] {
  const { was, is } = effect;
  if (was.parent === is.parent) return [];
  if (is.parent === '0') {
    const parent = effects.find((one) => one.is.oid === was.parent);
    if (parent === undefined || !isClosed(parent)) return [];
    const message =
      `${is.name} is detached while readers of ${parent.is.name} wait; detach it ` +
      'concurrently, alone in its file.';
    return [{ ...E, rule: 'PW524', message }];
  }
  if (!wasRead(effect, circumstances)) return [];
  const under = underLock(effect, circumstances);
  const message =
    `${is.name} is attached by reading all its rows (${under}); add a check of the ` +
    'bounds and validate it first, drop it afterwards.';
  return [{ ...E, rule: 'PW525', message }];
}

function judgeContent(
  effect: OldEffect,
  { tag, top }: Step,
  circumstances: Circumstances,
): readonly Verdict[] {
  const { is } = effect;
  if (!/^[rpm]$/.test(is.kind)) return [];
  if (tag === 'TRUNCATE' || (tag === null && 'TruncateStmt' in top.node)) {
    if (!effect.taken.includes('AccessExclusiveLock') && !isRewritten(effect)) return [];
    const message =
      `${is.name} is emptied, for those too who still read its old rows; delete in ` +
      'bounded steps.';
    return [{ ...E, rule: 'PW518', message, tags: ['TruncateStmt'] }];
  }
  if (tag === 'REFRESH MATERIALIZED VIEW' && is.kind === 'm' && isClosed(effect)) {
    const message = `Readers of ${is.name} wait for the refresh; refresh it concurrently.`;
    return [{ rule: 'PW526', level: 'warning', message }];
  }
  const isBlocked = blockingLock(effect) !== null || !circumstances.isTransactional;
  if (tag !== null || !isRewritten(effect) || !isBlocked) return [];
  const message =
    `${is.name} is written anew (${underLock(effect, circumstances)}); leave that to ` +
    'the operator and pg_repack.';
  return [{ ...E, rule: 'PW523', message, tags: ['VacuumStmt', 'ClusterStmt'] }];
}

const RELATIONS = /^(table|view|materialized view|foreign table|schema)$/;

function judgeDrops({ dropped }: Step, { old, others, remade }: Circumstances): readonly Verdict[] {
  const asked = dropped.filter(({ is_asked }) => is_asked);
  const cascades = dropped
    .filter(({ is_cascade, type }) => is_cascade && type !== 'rule') // a view's own
    .map(({ identity }) => identity);
  return [
    ...asked
      .filter(({ type, oid }) => RELATIONS.test(type) && (old.has(oid) || others.has(oid)))
      .map(({ type, identity }) => ({
        ...E,
        rule: 'PW516' as const,
        message:
          `The ${type} ${identity} goes, with what it holds; drop it behind a backup, in ` +
          `${CONTRACT_STEP}.`,
      })),
    ...asked
      .filter(({ type, oid, identity }) => {
        return ROUTINE.test(type) && others.has(oid) && !remade.has(identity);
      })
      .map(({ identity }) => ({
        ...E,
        rule: 'PW536' as const,
        message:
          `${identity} goes while callers may be left; drop it when its calls have stood ` +
          `still, in ${CONTRACT_STEP}.`,
      })),
    ...(cascades.length === 0
      ? []
      : [
          {
            ...E,
            rule: 'PW528' as const,
            message:
              `It takes along what it doesn't name: ${cascades.join(', ')}; drop each ` +
              'by its name.',
          },
        ]),
  ];
}
