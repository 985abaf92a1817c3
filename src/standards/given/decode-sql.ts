import type { Finding } from '../finding.ts';
import type { FileText } from '../read-file.ts';
import { unreadAt } from './given.ts';

/** Over this a file is data, not code: a dump. In bytes. */
export const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Takes bytes for the text of a file. A mark of byte order at its beginning is no part of it.
 *
 * @returns A finding where they are too many, or no text in UTF-8.
 */
export function decodeSql(path: string, bytes: Uint8Array): FileText | Finding {
  if (bytes.length > MOST_BYTES) return tooLarge(path, bytes.length);
  if (UTF16.some(([a, b]) => bytes[0] === a && bytes[1] === b)) {
    return unreadAt(path, 'This is UTF-16: save it as UTF-8.');
  }
  const zero = bytes.indexOf(0);
  if (zero !== -1) {
    const message = 'This is no text, since it holds a zero byte: leave it out, or save it as SQL.';
    return unreadAt(path, message, placeOf(bytes, zero));
  }
  try {
    return { path, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const message = 'This is not UTF-8 from here on: save the file as UTF-8.';
    return unreadAt(path, message, placeOf(bytes, wholeUntil(bytes)));
  }
}

/** Says that a file is too large to be read. */
export function tooLarge(path: string, size: number): Finding {
  const most = `${MOST_BYTES / 1024 / 1024} MiB`;
  const message = `It has ${size} bytes, and is read up to ${most}: split it, or leave it out.`;
  return unreadAt(path, message);
}

/** True for what is none of the texts. */
export function isUnread(read: FileText | Finding): read is Finding {
  return 'rule' in read;
}

const UTF16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;

/** How many bytes from the first on are whole letters of UTF-8. */
function wholeUntil(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (isPrefix(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, low), {
    stream: true, // the first bytes of a letter that breaks off are left out
  });
  return Buffer.byteLength(text);
}

function isPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function placeOf(bytes: Uint8Array, offset: number) {
  const before = new TextDecoder().decode(bytes.subarray(0, offset)).split('\n');
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1 };
}
