import { isRewritten } from '../effects.ts';
import { type Judge, oldEffects } from './verdict.ts';

const E = { level: 'error' } as const;

/** PW522, PW529, PW530, PW533: locks, words, timeouts and triggers. */
export const judgeSettings: Judge = (step, circumstances) => [
  ...judgeLabels(step, circumstances),
  ...judgeTimeouts(step, circumstances),
  ...judgeTriggers(step, circumstances),
  ...judgeLocks(step, circumstances),
];

const judgeLabels: Judge = ({ before, after }) =>
  Object.entries(after.labels)
    .filter(([oid, label]) => (before.labels[oid] ?? label) !== label)
    .map(([oid, label]) => ({
      ...E,
      rule: 'PW529',
      message:
        `The value '${before.labels[oid]}' becomes '${label}', and old code still sends the ` +
        'old one; add a value instead.',
    }));

const judgeTimeouts: Judge = ({ before, after }, circumstances) =>
  TIMEOUTS.map(([key, runner]) => ({
    key,
    limit: circumstances[runner],
    was: before.settings[key],
    is: after.settings[key],
  }))
    .filter(({ limit, was, is }) => limit > 0 && is !== was && (is === 0 || is > limit))
    .map(({ key, limit, is }) => ({
      ...E,
      rule: 'PW530',
      message:
        `${key} becomes ${is === 0 ? 'endless' : `${is} ms`}, and the runner gives ${limit} ms; ` +
        'a file may only shorten it.',
      tags: ['VariableSetStmt'],
    }));

const TIMEOUTS = [
  ['lock_timeout', 'lockTimeout'],
  ['statement_timeout', 'statementTimeout'],
] as const;

const judgeTriggers: Judge = (step, circumstances) => {
  const [before, after] = [step.before, step.after].map((one) => one.settings.replication_role);
  const session = after === 'replica' && before !== after;
  return [
    ...(session ? ['All triggers and foreign keys are off for the session; leave them on.'] : []),
    ...oldEffects(step, circumstances).flatMap(({ was, is }) =>
      Object.entries(is.triggers)
        .filter(([oid, [, state]]) => state === 'D' && (was.triggers[oid]?.[1] ?? 'D') !== 'D')
        .map(
          ([, [name]]) =>
            `The trigger ${name} of ${is.name} is switched off, and what it guards; leave it on.`,
        ),
    ),
  ].map((message) => ({ ...E, rule: 'PW533', message, tags: ['VariableSetStmt'] }));
};

/** A lock that nothing asked for but LOCK itself. */
const judgeLocks: Judge = (step, circumstances) => {
  if (step.tag !== null || !('LockStmt' in step.top.node || step.top.body !== null)) return [];
  const effects = oldEffects(step, circumstances);
  return effects
    .filter(({ taken }) => taken.some((mode) => EXPLICIT.has(mode)))
    .filter(({ was, is }) => was.node === is.node && /^[rp]$/.test(is.kind))
    .filter(({ is }) => !effects.some((one) => one.is.table === is.oid && isRewritten(one)))
    .map(({ is, taken }) => ({
      ...E,
      rule: 'PW522',
      message: `It locks ${is.name} (${taken.join(', ')}); lock the rows, by their key.`,
      tags: ['LockStmt'],
    }));
};

/** What no reading or writing of rows takes by itself. */
const EXPLICIT = new Set([
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
]);
