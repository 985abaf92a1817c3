import { lex, type Token } from './lex.ts';

/**
 * PL/pgSQL's parser has no catalog here, so it takes every type that it doesn't know for a row:
 * a domain too. It then refuses what is right: an array of a type as the result, a variable of a
 * domain among others behind INTO. This writes `text` in the place of such types, at equal length.
 *
 * @param statement The statement that makes the routine.
 * @param body The bytes of the statement that its body takes.
 * @returns Null where the fault is another one, or nothing is left to replace.
 */
export function withScalarTypes(
  statement: Buffer,
  body: { readonly start: number; readonly end: number },
  fault: string,
): Buffer | null {
  const within = statement.subarray(body.start, body.end);
  const bodyTokens = lex(within).map((token) => moved(token, body.start));
  const header = lex(statement).filter(({ end }) => end <= body.start);
  const spans = /record\[\]/.test(fault)
    ? arrayTypes([...header, ...bodyTokens])
    : typesOf(scalarNames(bodyTokens, fault), [...header, ...bodyTokens]);
  const mended = Buffer.from(statement);
  for (const { start, end } of spans) mended.fill(' ', start, end).write('text', start);
  return spans.length === 0 || mended.equals(statement) ? null : mended;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function moved(token: Token, by: number): Token {
  return { ...token, start: token.start + by, end: token.end + by };
}

/** `schema.type` before `[`. */
function arrayTypes(tokens: readonly Token[]): readonly Span[] {
  return tokens.flatMap((token, index) => {
    const span = token.text === '[' ? qualifiedBefore(tokens, index) : null;
    return span === null ? [] : [span];
  });
}

function qualifiedBefore(tokens: readonly Token[], index: number): Span | null {
  const [schema, dot, type] = tokens.slice(Math.max(0, index - 3), index);
  if (schema === undefined || dot?.text !== '.' || type === undefined) return null;
  return { start: schema.start, end: type.end };
}

/** The names in lists behind INTO, and the one that the fault complains of. */
function scalarNames(tokens: readonly Token[], fault: string): ReadonlySet<string> {
  const names = new Set<string>();
  const complained = /^"(.+)" is not a scalar variable/.exec(fault)?.[1];
  if (complained !== undefined) names.add(complained.toLowerCase());
  tokens.forEach((token, index) => {
    if (token.text.toLowerCase() !== 'into') return;
    const list = namesFrom(tokens, index + 1);
    if (list.length > 1) for (const name of list) names.add(name);
  });
  return names;
}

function namesFrom(tokens: readonly Token[], from: number): readonly string[] {
  let at = tokens[from]?.text.toLowerCase() === 'strict' ? from + 1 : from;
  const names: string[] = [];
  for (;;) {
    const name = tokens[at]?.text.toLowerCase();
    if (name === undefined) return names;
    names.push(name);
    if (tokens[at + 1]?.text !== ',') return names;
    at += 2;
  }
}

/** The types `schema.type` that names are declared with: `v_a constant core.b`, `p_a core.b`. */
function typesOf(names: ReadonlySet<string>, tokens: readonly Token[]): readonly Span[] {
  return tokens.flatMap((token, index) => {
    if (!names.has(token.text.toLowerCase())) return [];
    const from = tokens[index + 1]?.text.toLowerCase() === 'constant' ? index + 2 : index + 1;
    const [schema, dot, type, next] = tokens.slice(from, from + 4);
    if (schema === undefined || dot?.text !== '.' || type === undefined || next?.text === '%') {
      return [];
    }
    return [{ start: schema.start, end: type.end }];
  });
}
