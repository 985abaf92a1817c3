import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

import type { ServiceOptions } from '../options/service-options.ts';

/** Milliseconds between two looks for idle connections. */
const SWEEP_MS = 50;

/** Milliseconds in which a connection that never asked anything has to begin. */
const NEWCOMER_MS = 250;

/** Stops a server; known from its start, since only then it can tell who never asked anything. */
export type ServerStopper = (options: Pick<ServiceOptions, 'drainMs' | 'graceMs'>) => Promise<void>;

/**
 * Closes a server without cutting a request. Readiness is off already, and every answer says
 * `Connection: close`; keep-alive clients would never leave by themselves, so their idle
 * connections are swept. A connection that was opened and has sent nothing whole is idle as well,
 * though Node waits for it. What still runs after the grace is cut.
 */
export function stopperOf(server: Server): ServerStopper {
  const newcomers = new Set<Socket>();
  server.on('connection', (socket) => {
    newcomers.add(socket);
    socket.once('close', () => newcomers.delete(socket));
  });
  server.on('request', ({ socket }) => newcomers.delete(socket));

  return async ({ drainMs = 300, graceMs = 10_000 }) => {
    await pause(drainMs);
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const hurry = setTimeout(() => {
      for (const socket of newcomers) socket.destroy();
    }, NEWCOMER_MS);
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearInterval(sweep);
    clearTimeout(hurry);
    clearTimeout(cut);
  };
}
