/** Characters that a line of ours has at most. */
const WIDTH = 100;

/**
 * JSON for people and for `git diff`: keys in one order, what fits stands on one line. Equal values
 * have one text.
 */
export function writeJson(value: unknown, indent = ''): string {
  const bare = JSON.stringify(sorted(value)) ?? 'null';
  if (indent.length + bare.length <= WIDTH || !isNest(value)) return spaced(sorted(value));
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => inner + writeJson(item, inner));
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const members = entriesOf(value).map(
    ([key, member]) => `${inner}${JSON.stringify(key)}: ${writeJson(member, inner)}`,
  );
  return `{\n${members.join(',\n')}\n${indent}}`;
}

function isNest(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** The members of an object in one order, without those that are undefined. */
function entriesOf(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(entriesOf(value).map(([key, member]) => [key, sorted(member)]));
}

/** On one line, with a blank behind each colon and comma. */
function spaced(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  const members = Object.entries(value).map(([key, of]) => `${JSON.stringify(key)}: ${spaced(of)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
