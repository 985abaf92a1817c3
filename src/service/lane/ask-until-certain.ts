import { setTimeout as pause } from 'node:timers/promises';

import { isDisconnected, sqlState } from '../../db/sqlstate.ts';
import { TurnedAway } from './turned-away.ts';
import type { Ask, Told } from './ask.ts';
import { isAnswer, OutcomeUnknown } from './outcome-unknown.ts';
import type { RepeatBudget } from './repeat-budget.ts';

/**
 * Asks again where a repetition is harmless and may bring an answer, with full jitter, inside the
 * deadline and within the lane's budget. A doubt about one try lasts until another is answered.
 *
 * @throws {OutcomeUnknown} When a try may have had an effect, and none was answered.
 */
export async function askUntilCertain(
  askOnce: (ask: Ask) => Promise<Told>,
  wanted: Ask,
  budget: RepeatBudget,
): Promise<Told> {
  budget.earn();
  let doubt: OutcomeUnknown | undefined;
  for (let attempt = 1; ; attempt++) {
    try {
      return await askOnce(wanted);
    } catch (error) {
      if (error instanceof OutcomeUnknown) doubt ??= error;
      const waitMs = Math.random() * 10 * 2 ** attempt;
      const isLate = performance.now() + waitMs >= wanted.deadline || wanted.signal.aborted;
      const mayRepeat = wanted.mayRepeat && attempt <= MOST_REPEATS && isPassing(error);
      if (!mayRepeat || isLate || !budget.spend()) {
        throw doubt && !isAnswer(error) ? doubt : error;
      }
      await pause(waitMs);
    }
  }
}

const MOST_REPEATS = 3;

/**
 * True for what may be over in a moment: a serialization failure or a deadlock (certain to have had
 * no effect), a lost connection (its effect unknown, so it is for harmless repetitions only).
 */
function isPassing(error: unknown): boolean {
  const code = sqlState(error);
  if (error instanceof TurnedAway) return false;
  if (error instanceof OutcomeUnknown) return error.doubt === 'connection-lost';
  return code === '40001' || code === '40P01' || isDisconnected(error);
}
