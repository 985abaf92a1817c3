/**
 * The SQLSTATE of what the database answered, or the code of the socket's error.
 *
 * @returns An empty string for anything else that was thrown.
 */
export function sqlState(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', 'ENOTFOUND']);

/**
 * True when there is no server to talk to, or it went away: classes 08 and 57P, a socket's error,
 * or the driver's own words for a lost connection.
 */
export function isDisconnected(error: unknown): boolean {
  const code = sqlState(error);
  if (SOCKET.has(code) || code.startsWith('08') || code.startsWith('57P')) return true;
  return error instanceof Error && /connection (terminated|closed|timeout)/i.test(error.message);
}
