/** A message of JSON-RPC 2.0: a request has an id and a method, a notice no id. */
export interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
}

/**
 * Takes the messages out of a stream of bytes: a head with Content-Length, an empty line, and so
 * many bytes of JSON. Feed it as they come; it answers with the messages that are whole, and null
 * for one that is none.
 *
 * Source: Language Server Protocol 3.17, Base Protocol.
 *
 * @throws When a head has no length: the stream can't be followed then.
 */
export function createMessageReader(): (bytes: Buffer) => readonly (Message | null)[] {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const messages: (Message | null)[] = [];
    for (let end = rest.indexOf(BLANK_LINE); end !== -1; end = rest.indexOf(BLANK_LINE)) {
      const length = /^content-length: *(\d+)/im.exec(rest.toString('latin1', 0, end))?.[1];
      if (length === undefined) throw new Error('A message without Content-Length.');
      const from = end + BLANK_LINE.length;
      const to = from + Number(length);
      if (rest.length < to) break;
      messages.push(messageIn(rest.toString('utf8', from, to)));
      rest = rest.subarray(to);
    }
    return messages;
  };
}

function messageIn(text: string): Message | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? value : null; // LSP knows no batches
  } catch {
    return null;
  }
}

/** A message as it's written to the stream. */
export function frame(message: object): string {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

const BLANK_LINE = '\r\n\r\n';
