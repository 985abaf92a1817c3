/** An element of an array or a row as text: null, one value, or an array inside an array. */
export type Literal = string | null | readonly Literal[];

/**
 * Reads PostgreSQL's text form of an array: `{a,"b,c",NULL}`, also nested and with bounds
 * (`[2:3]={a,b}`).
 */
export function readArray(text: string): readonly Literal[] {
  const [items] = readItems(text, text.indexOf('{') + 1);
  return items;
}

function readItems(text: string, from: number): readonly [readonly Literal[], number] {
  const items: Literal[] = [];
  let i = from;
  while (text[i] !== '}' && i < text.length) {
    if (text[i] === ',') i++;
    const [item, next] = text[i] === '{' ? readItems(text, i + 1) : readItem(text, i, '}');
    const isBare = text[i] !== '"' && typeof item === 'string';
    items.push(isBare && item.toUpperCase() === 'NULL' ? null : item);
    i = next;
  }
  return [items, i + 1];
}

/** Reads PostgreSQL's text form of a row: `(a,"b ""q""",)`; what is empty is null. */
export function readRow(text: string): readonly (string | null)[] {
  const fields: (string | null)[] = [];
  let i = 1;
  for (;;) {
    const [field, next] = readItem(text, i, ')');
    fields.push(field === '' && text[i] !== '"' ? null : field);
    if (text[next] !== ',') return fields;
    i = next + 1;
  }
}

/** One item, with or without quotes, and where it ends. */
function readItem(text: string, from: number, end: string): readonly [string, number] {
  let value = '';
  let isQuoted = false;
  for (let i = from; i < text.length; i++) {
    const character = text[i] ?? '';
    if (character === '\\') value += text[++i] ?? '';
    else if (character === '"' && isQuoted && text[i + 1] === '"') value += text[++i] ?? '';
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === ',' || character === end)) return [value, i];
    else value += character;
  }
  return [value, text.length];
}

/** Writes an array for PostgreSQL to read. */
export function writeArray(items: readonly Literal[]): string {
  const written = items.map((item) => {
    if (item === null) return 'NULL';
    return typeof item === 'string' ? quoted(item) : writeArray(item);
  });
  return `{${written.join(',')}}`;
}

/** Writes a row for PostgreSQL to read. */
export function writeRow(fields: readonly (string | null)[]): string {
  return `(${fields.map((field) => (field === null ? '' : quoted(field))).join(',')})`;
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
