import { randomBytes } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

import { problem, problemDocument } from '../answer/problem.ts';
import type { ProblemCode } from '../answer/problem-register.ts';

/** What the parser's faults are called here; all others are malformed requests. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'body-too-large',
  HPE_HEADER_OVERFLOW: 'fields-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request-late',
};

/**
 * Answers what Node's parser refuses (two lengths, an unknown coding, fields without end)
 * with a problem too. No middleware sees these: they never become a request.
 */
export function answerClientFaults(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const found = problem(CODES[error.code ?? ''] ?? 'request-invalid');
    const id = randomBytes(16).toString('hex');
    const body = JSON.stringify(problemDocument(found, id));
    const fields = [
      `HTTP/1.1 ${found.status} ${STATUS_CODES[found.status] ?? ''}`,
      `Request-Id: ${id}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    socket.end(`${fields.join('\r\n')}\r\n\r\n${body}`);
  });
}
