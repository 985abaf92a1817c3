import { randomBytes } from 'node:crypto';
import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
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
 * Answers what Node's parser refuses (two lengths, an unknown coding, fields without end) with a
 * problem too, and what Node itself would refuse without a body: an expectation that is no
 * 100-continue (RFC 9110, 10.1.1). No middleware sees these: they never become a request.
 */
export function answerClientFaults(server: Server): void {
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    const { status, fields, body } = written('expectation-unknown');
    response.writeHead(status, fields).end(body);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const { status, fields, body } = written(CODES[error.code ?? ''] ?? 'request-invalid');
    const lines = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
    ];
    socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
  });
}

/** A problem as it goes over the wire; nothing comes after it on the same connection. */
function written(code: ProblemCode) {
  const found = problem(code);
  const id = randomBytes(16).toString('hex');
  const body = JSON.stringify(problemDocument(found, id));
  const fields = {
    'Request-Id': id,
    'Content-Type': 'application/problem+json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  return { status: found.status, fields, body };
}
