import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';

import { problem, problemDocument } from './answer/problem.ts';

/**
 * Answers what Node's parser refuses (two lengths, an unknown coding, fields without end)
 * with a problem too. No middleware sees these: they never become a request.
 */
export function answerClientFaults(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const isLarge = error.code === 'HPE_HEADER_OVERFLOW';
    const found = problem(isLarge ? 'fields-too-large' : 'request-invalid');
    const id = randomBytes(16).toString('hex');
    const body = JSON.stringify(problemDocument(found, id));
    const fields = [
      `HTTP/1.1 ${found.status} ${isLarge ? 'Request Header Fields Too Large' : 'Bad Request'}`,
      `Request-Id: ${id}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.end(`${fields.join('\r\n')}\r\n\r\n${body}`);
  });
}
