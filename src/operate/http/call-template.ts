import { randomBytes } from 'node:crypto';

import { CommandFault, EXIT } from '../../exit-code.ts';

/** A request as a file has it: what is the same in each, and what is made anew. */
export interface CallTemplate {
  readonly method: string;
  /** Path and query, without what is made anew. */
  readonly target: string;
  /** The bytes of the next request (RFC 9112), each a character. */
  readonly next: () => string;
}

type Piece = string | (() => string);

/**
 * Reads a request: `POST /v1/items`, a line each field, an empty line, the body. In all of it
 * `{{uuid7}}` is a new id, `{{1..500}}` a number between, and `{{key}}` the run's API key.
 *
 * @throws {CommandFault} When it isn't one: with file and what is wrong.
 */
export function readCall(file: string, text: string, key: string): CallTemplate {
  const [head = '', ...rest] = text.trimEnd().split(/\n\s*\n/);
  const [request = '', ...fields] = head.split('\n');
  const [, method = '', target = ''] = /^([A-Z]+) (\/\S*)$/.exec(request) ?? [];
  const wrong = [
    ...(method === '' ? [`"${request}" is no method and path`] : []),
    ...fields.filter((field) => !/^[\w-]+: .+$/.test(field)).map((field) => `"${field}"`),
    ...[...text.matchAll(/\{\{(.*?)\}\}/g)]
      .filter(([, what = '']) => !KNOWN.test(what))
      .map(([whole]) => `${whole} stands for nothing`),
    ...(/[^\n -~]/.test(text) ? ['it has more than ASCII'] : []),
  ];
  if (wrong.length > 0) {
    throw new CommandFault(EXIT.usage, `${file}: ${wrong.join('; ')}.`, `Mend ${file}.`);
  }
  const makeBody = makerOf(rest.join('\n\n'), key);
  const makeHead = makerOf(
    `${[request + ' HTTP/1.1', 'Host: bench', ...fields].join('\r\n')}`,
    key,
  );
  const hasBody = rest.length > 0;
  const next = () => {
    const body = makeBody();
    const length = hasBody ? `\r\nContent-Length: ${body.length}` : '';
    return `${makeHead()}${length}\r\n\r\n${body}`;
  };
  return { method, target, next };
}

const KNOWN = /^(uuid7|key|\d{1,15}\.\.\d{1,15})$/;

function makerOf(text: string, key: string): () => string {
  const pieces = text
    .split(/(\{\{.*?\}\})/)
    .map((piece) => pieceOf(piece, key))
    .filter((piece) => piece !== '');
  return () => {
    let made = '';
    for (const piece of pieces) made += typeof piece === 'string' ? piece : piece();
    return made;
  };
}

function pieceOf(text: string, key: string): Piece {
  const [, what] = /^\{\{(.*)\}\}$/.exec(text) ?? [];
  if (what === undefined) return text;
  if (what === 'key') return key;
  if (what === 'uuid7') return newId;
  const [least = 0, most = 0] = what.split('..').map(Number);
  return () => String(least + Math.floor(Math.random() * (most - least + 1)));
}

const pool = { bytes: '', at: 0 };

/** A uuid of version 7 (RFC 9562): the time in milliseconds, then 74 random bits. */
function newId(): string {
  if (pool.at + 19 > pool.bytes.length) {
    pool.bytes = randomBytes(16_384).toString('hex');
    pool.at = 0;
  }
  const time = Date.now().toString(16).padStart(12, '0');
  const random = pool.bytes.slice(pool.at, (pool.at += 19));
  const variant = '89ab'[Number.parseInt(random.slice(0, 1), 16) % 4] ?? '8';
  const head = `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(1, 4)}`;
  return `${head}-${variant}${random.slice(4, 7)}-${random.slice(7)}`;
}
