import type { EventEmitter } from 'node:events';

import { statusOfCode } from '../../contract/status-of-code.ts';
import { isDisconnected, sqlState } from '../../db/sqlstate.ts';

/** Why nobody can say whether a statement had its effect, or whether the effect will last. */
export type Doubt = 'connection-lost' | 'no-answer' | 'not-replicated';

/**
 * Thrown for a statement that writes, was sent, and was not answered for certain. It may have had
 * its effect: only a repetition that is harmless can tell.
 */
export class OutcomeUnknown extends Error {
  readonly doubt: Doubt;

  constructor(doubt: Doubt, cause?: unknown) {
    super(`The outcome of a statement is not known: ${doubt}.`, { cause });
    this.name = 'OutcomeUnknown';
    this.doubt = doubt;
  }
}

/**
 * True when the connection went away under a statement. An answer of the server that is a mere
 * ERROR is certain, whatever its code: the transaction was rolled back.
 */
export function isLost(error: unknown): boolean {
  const isCertain = error instanceof Error && 'severity' in error && error.severity === 'ERROR';
  return isDisconnected(error) && !isCertain;
}

/**
 * True for what a routine says of a request: a repetition that gets it has found out what became of
 * the first try. Any other fault of a repetition tells nothing of it.
 */
export function isAnswer(error: unknown): boolean {
  const state = sqlState(error);
  return (statusOfCode(state) ?? 500) < 500 || /^2[23]/.test(state);
}

/** Connections whose last statement was committed here, and perhaps nowhere else. */
const unreplicated = new WeakSet<object>();

/**
 * Watches every connection that a pool opens for a commit whose wait for the synchronous standby
 * was broken off. PostgreSQL answers with success then, and a warning beside it: the effect is
 * there, and is lost when the standby takes over (manual 27.2.8, synchronous replication).
 *
 * The warning is known by the function of the server that gives it, since its text is translated.
 */
export function watchCommits(pool: EventEmitter): void {
  pool.on('connect', (client: EventEmitter) => {
    client.on('notice', ({ routine }: { readonly routine?: string }) => {
      if (routine === 'SyncRepWaitForLSN') unreplicated.add(client);
    });
  });
}

/** True when the statement that a connection ran last may be lost; the next one starts clean. */
export const isUnreplicated = (client: object): boolean => unreplicated.delete(client);
