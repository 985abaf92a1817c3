/** A message of JSON-RPC 2.0: a request has an id and a method, a notice no id. */
export interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
}

/**
 * Takes the messages out of a stream of bytes: a head with Content-Length, an empty line, and so
 * many bytes of JSON. Feed it as they come; it answers with the messages that are whole.
 *
 * Source: Language Server Protocol 3.17, Base Protocol.
 *
 * @throws When a head has no length, or a content is no JSON: the stream can't be followed then.
 */
export function createMessageReader(): (bytes: Buffer) => readonly Message[] {
  let rest = Buffer.alloc(0);
  return (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    const messages: Message[] = [];
    for (let end = rest.indexOf(BLANK_LINE); end !== -1; end = rest.indexOf(BLANK_LINE)) {
      const length = /^content-length: *(\d+)/im.exec(rest.toString('latin1', 0, end))?.[1];
      if (length === undefined) throw new Error('A message without Content-Length.');
      const from = end + BLANK_LINE.length;
      const to = from + Number(length);
      if (rest.length < to) break;
      messages.push(JSON.parse(rest.toString('utf8', from, to)) as Message);
      rest = rest.subarray(to);
    }
    return messages;
  };
}

/** A message as it's written to the stream. */
export function frame(message: object): string {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

const BLANK_LINE = '\r\n\r\n';
