/**
 * The facts of a domain's check: the parts between its top-level ANDs.
 *
 * `pg_get_constraintdef` prints a normal form, `CHECK (((VALUE > 0) AND (VALUE <= 9)))`, so reading
 * brackets and quotes is enough.
 *
 * @returns Undefined when it is not in that form, or not yet valid for rows that are there.
 */
export function splitCheck(definition: string): readonly string[] | undefined {
  const [, body] = /^CHECK \(([^]*)\)$/.exec(definition) ?? [];
  return body === undefined ? undefined : conjuncts(body);
}

function conjuncts(expression: string): readonly string[] {
  const text = withoutBrackets(expression.trim());
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "'") i = endOfQuote(text, i);
    else if (text[i] === '(') i = endOfBracket(text, i);
    else if (text.startsWith(' AND ', i)) {
      parts.push(text.slice(from, i));
      from = i + ' AND '.length;
    }
  }
  if (parts.length === 0) return [text];
  return [...parts, text.slice(from)].flatMap(conjuncts);
}

/** Without the brackets around the whole; `(a) AND (b)` has none. */
function withoutBrackets(text: string): string {
  if (!text.startsWith('(') || endOfBracket(text, 0) !== text.length - 1) return text;
  return withoutBrackets(text.slice(1, -1).trim());
}

/** Where the quote that begins at `start` ends; a doubled quote is one inside. */
function endOfQuote(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] !== "'") continue;
    if (text[i + 1] !== "'") return i;
    i++;
  }
  return text.length;
}

function endOfBracket(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === "'") i = endOfQuote(text, i);
    else if (text[i] === '(') depth++;
    else if (text[i] === ')' && --depth === 0) return i;
  }
  return text.length;
}
