import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What one client's connection may take; milliseconds. */
export interface SocketBounds {
  /** From the moment that an answer waits to be taken until the last of it is. */
  readonly answerMs: number;
  /** Between two looks. */
  readonly sweepMs: number;
  readonly most: number;
}

const BOUNDS: SocketBounds = { answerMs: 60_000, sweepMs: 1_000, most: 10_000 };

/**
 * Bounds what clients can hold by being slow. Fields and bodies have Node's own limits; an answer
 * has none: a client that doesn't read keeps all of it in memory for ever. So connections whose
 * answers are not taken in time are cut. A look now and then costs requests nothing.
 */
export function boundSockets(server: Server, bounds: Partial<SocketBounds> = {}): void {
  const { answerMs, sweepMs, most } = { ...BOUNDS, ...bounds };
  const untaken = new Map<Socket, number>();
  const sockets = new Set<Socket>();
  server.maxConnections = most;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      untaken.delete(socket);
    });
  });

  const sweep = setInterval(() => {
    const now = performance.now();
    for (const socket of sockets) {
      if (socket.writableLength === 0) untaken.delete(socket);
      else if (!untaken.has(socket)) untaken.set(socket, now);
    }
    for (const [socket, since] of untaken) if (now - since >= answerMs) socket.destroy();
  }, sweepMs);
  sweep.unref();
  server.once('close', () => clearInterval(sweep));
}
