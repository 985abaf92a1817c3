import { type Effect, isRewritten } from '../effects.ts';
import {
  added,
  blockingLock,
  isClosed,
  type Judge,
  oldEffects,
  underLock,
  type Verdict,
} from './verdict.ts';

const E = { level: 'error' } as const;

/** PW501, PW502, PW503, PW507, PW508: indexes that are built or dropped while others wait. */
export const judgeIndexes: Judge = (step, circumstances) => [
  ...judgeBuilt(step, circumstances),
  ...judgeDropped(step, circumstances),
  ...judgeAgain(step, circumstances),
];

/** Of their own, or under a new constraint. */
const judgeBuilt: Judge = (step, circumstances) => {
  const names = new Set([...circumstances.old.values()].map(({ name }) => name));
  const made = step.effects.filter(
    ({ was, is }) => was === null && isIndex(is.kind) && !names.has(is.name), // else made anew
  );
  const effects = oldEffects(step, circumstances).filter((one) => blockingLock(one) !== null);
  return effects.flatMap((effect) => {
    const own = made.filter(({ is }) => is.table === effect.is.oid);
    const constraints = added(effect.was.constraints, effect.is.constraints);
    const under = underLock(effect, circumstances);
    return own.map(({ is }): Verdict => {
      const constraint = constraints.find(({ index }) => index === is.oid);
      if (constraint?.type === 'x') return { ...E, rule: 'PW521', message: exclusion(under) };
      if (constraint !== undefined) {
        const rule = constraint.type === 'p' ? 'PW508' : 'PW507';
        const message =
          `${constraint.name} builds its index while others wait (${under}); build a unique ` +
          'index concurrently in a file of its own, then add the constraint using index.';
        return { ...E, rule, message };
      }
      const message =
        `${is.name} is built while writers wait (${under}); create it concurrently, alone in ` +
        'its file.';
      return { ...E, rule: 'PW501', message };
    });
  });
};

const exclusion = (under: string): string =>
  `An exclusion constraint is built while others wait (${under}), and there is no other way: ` +
  'only a new table takes one.';

const judgeDropped: Judge = ({ dropped, effects }, { old }) =>
  dropped
    .filter(({ type, is_asked, oid }) => type === 'index' && is_asked && old.has(oid))
    .filter(({ oid }) => effects.some((one) => one.is.oid === old.get(oid)?.table && isClosed(one)))
    .map(({ identity }) => ({
      ...E,
      rule: 'PW502',
      message: `${identity} is dropped while readers wait; drop it concurrently, alone.`,
    }));

/** An index that is written anew while its table is not. */
const judgeAgain: Judge = (step, circumstances) => {
  const effects = oldEffects(step, circumstances);
  const isAlone = !circumstances.isTransactional; // built concurrently it would be another one
  const isBlocked = (table: Effect | undefined) => {
    if (table === undefined) return isAlone;
    return !isRewritten(table) && (isAlone || blockingLock(table) !== null);
  };
  return effects
    .filter((one) => isIndex(one.is.kind) && isRewritten(one) && step.tag === null)
    .filter((one) => isBlocked(effects.find(({ is }) => is.oid === one.is.table)))
    .map(({ is }) => ({
      ...E,
      rule: 'PW503',
      message: `${is.name} is built anew while writers wait; reindex concurrently, alone.`,
      tags: ['ReindexStmt'],
    }));
};

const isIndex = (kind: string): boolean => kind === 'i' || kind === 'I';
