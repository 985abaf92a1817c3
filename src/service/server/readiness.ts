import type { ServerResponse } from 'node:http';

/** Whether a balancer should send requests here, and what runs. */
export interface Readiness {
  isReady: boolean;
  /** The answers that are not complete. */
  readonly running: Set<ServerResponse>;
}

/** Not ready yet, and nothing runs. */
export const notReady = (): Readiness => ({ isReady: false, running: new Set() });

/**
 * From now on nobody should come, and who is here should leave with his answer: a client that kept
 * its connection would send the next request into the closing of it.
 */
export function sendAway(readiness: Readiness): void {
  readiness.isReady = false;
  for (const response of readiness.running) {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  }
}
