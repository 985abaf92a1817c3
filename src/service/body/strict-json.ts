import { type Reading, refuse } from './json-reading.ts';
import { readScalar } from './json-scalar.ts';

/** How deep and how wide a document may be. */
const MOST_DEPTH = 16;
const MOST_MEMBERS = 5_000;

/**
 * Reads JSON, and refuses what JSON.parse hides: a name that stands twice (also when spelt with an
 * escape), `__proto__`, NUL, lone surrogates, and numbers that a double can't hold.
 *
 * @throws {JsonFault}
 */
export function readJson(text: string): unknown {
  const reading: Reading = { text, at: 0, members: 0, path: [] };
  const value = readValue(reading);
  skipBlanks(reading);
  if (reading.at < text.length) refuse(reading, 'There is text after the value.');
  return value;
}

function readValue(reading: Reading): unknown {
  skipBlanks(reading);
  const character = reading.text[reading.at];
  if (character !== '{' && character !== '[') return readScalar(reading);
  if (reading.path.length >= MOST_DEPTH) refuse(reading, 'The value is nested too deep.');
  reading.at++;
  return character === '{' ? readObject(reading) : readArray(reading);
}

function readObject(reading: Reading): Readonly<Record<string, unknown>> {
  const members = new Map<string, unknown>();
  if (isNext(reading, '}')) return {};
  do {
    skipBlanks(reading);
    if (reading.text[reading.at] !== '"') refuse(reading, 'A name in quotes is expected.');
    const name = String(readScalar(reading));
    inside(reading, name, () => {
      if (members.has(name)) refuse(reading, 'The name stands twice.');
      if (FORBIDDEN.has(name)) refuse(reading, 'The name is not allowed.');
      if (!isNext(reading, ':')) refuse(reading, 'A colon is expected.');
      members.set(name, readValue(reading));
    });
  } while (isNext(reading, ','));
  if (!isNext(reading, '}')) refuse(reading, 'A comma or a closing brace is expected.');
  return Object.fromEntries(members);
}

/** Names that reach into JavaScript's own objects when a value is copied carelessly. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

function readArray(reading: Reading): readonly unknown[] {
  const items: unknown[] = [];
  if (isNext(reading, ']')) return items;
  do {
    inside(reading, items.length, () => items.push(readValue(reading)));
  } while (isNext(reading, ','));
  if (!isNext(reading, ']')) refuse(reading, 'A comma or a closing bracket is expected.');
  return items;
}

/** Reads a member or an item, whose faults point to it. */
function inside(reading: Reading, name: string | number, read: () => void): void {
  reading.path.push(name);
  if (++reading.members > MOST_MEMBERS) refuse(reading, 'The value has too many members.');
  read();
  reading.path.pop();
}

/** Steps over one character when it stands next. */
function isNext(reading: Reading, character: string): boolean {
  skipBlanks(reading);
  if (reading.text[reading.at] !== character) return false;
  reading.at++;
  return true;
}

function skipBlanks(reading: Reading): void {
  while (' \n\r\t'.includes(reading.text[reading.at] ?? '-')) reading.at++;
}
