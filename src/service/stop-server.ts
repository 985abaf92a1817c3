import type { Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

import type { ServiceOptions } from './service-options.ts';

/** Milliseconds between two looks for idle connections. */
const SWEEP_MS = 50;

/**
 * Closes a server without cutting a request. Readiness is off already, and every answer says
 * `Connection: close`; keep-alive clients would never leave by themselves, so their idle
 * connections are swept. What still runs after the grace is cut.
 */
export async function stopServer(
  server: Server,
  { drainMs = 100, graceMs = 10_000 }: Pick<ServiceOptions, 'drainMs' | 'graceMs'>,
): Promise<void> {
  await pause(drainMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
