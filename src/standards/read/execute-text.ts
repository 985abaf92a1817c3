import type { Node } from 'libpg-query';

import type { Literal } from './decode-literal.ts';

/** The text of an EXECUTE, as far as it's known before it runs. */
export interface ExecuteText extends Literal {
  /** False: names stand where only the run knows what comes there. */
  readonly isWhole: boolean;
}

/** The string constant at a location of the expression's tree, and where it stands in the body. */
export type LiteralAt = (location: number) => (Literal & { readonly start: number }) | null;

/**
 * Puts together what an EXECUTE will run: constants, what is joined to them by `||`, and formats.
 * In
 * the place of all else stands a name. Null where nothing of it is known.
 */
export function executeText(expression: Node, literalAt: LiteralAt): ExecuteText | null {
  const builder: Builder = { bytes: [], places: [], constants: 0, unknowns: 0 };
  append(expression, literalAt, builder);
  const { bytes, places, constants, unknowns } = builder;
  if (constants === 0) return null;
  const end = (places.at(-1) ?? -1) + 1;
  return {
    bytes: Buffer.from(bytes),
    at: (index) => places[index] ?? end,
    isWhole: unknowns === 0,
  };
}

interface Builder {
  readonly bytes: number[];
  readonly places: number[];
  constants: number;
  unknowns: number;
}

function append(node: Node, literalAt: LiteralAt, builder: Builder): void {
  if ('A_Const' in node && node.A_Const.sval !== undefined) {
    const literal = literalAt(node.A_Const.location ?? 0);
    if (literal !== null) {
      builder.constants += 1;
      appendBytes(literal, literal.bytes, builder);
      return;
    }
  }
  if ('TypeCast' in node && node.TypeCast.arg !== undefined) {
    append(node.TypeCast.arg, literalAt, builder);
    return;
  }
  const joined = joinedBy(node);
  if (joined !== null) {
    joined.forEach((side) => append(side, literalAt, builder));
    return;
  }
  const format = formatOf(node, literalAt);
  if (format !== null) {
    builder.constants += 1;
    appendFormat(format, builder);
    return;
  }
  builder.unknowns += 1;
  appendWord(NAME, builder.places.at(-1) ?? 0, builder);
}

function joinedBy(node: Node): readonly Node[] | null {
  if (!('A_Expr' in node)) return null;
  const { name = [], lexpr, rexpr } = node.A_Expr;
  const [operator] = name;
  const isJoin = operator !== undefined && 'String' in operator && operator.String.sval === '||';
  return isJoin && lexpr !== undefined && rexpr !== undefined ? [lexpr, rexpr] : null;
}

function formatOf(node: Node, literalAt: LiteralAt) {
  if (!('FuncCall' in node)) return null;
  const { funcname = [], args: [first] = [] } = node.FuncCall;
  const last = funcname.at(-1);
  if (last === undefined || !('String' in last) || last.String.sval !== 'format') return null;
  if (first === undefined || !('A_Const' in first) || first.A_Const.sval === undefined) return null;
  return literalAt(first.A_Const.location ?? 0);
}

/** Manual, 9.4.1 format: `%[position][flags][width]type`. */
const SPECIFIER = /%(?:(%)|(?:\d+\$)?-?(?:\d+|\*(?:\d+\$)?)?([sIL]))/g;

function appendFormat(literal: Literal & { readonly start: number }, builder: Builder): void {
  const text = literal.bytes.toString('latin1'); // a character a byte
  let from = 0;
  for (const { 0: whole, 1: percent, 2: type, index } of text.matchAll(SPECIFIER)) {
    appendBytes(literal, literal.bytes.subarray(from, index), builder, from);
    const place = literal.start + literal.at(index);
    if (percent !== undefined) appendWord('%', place, builder);
    else {
      builder.unknowns += 1;
      appendWord(type === 'L' ? VALUE : NAME, place, builder);
    }
    from = index + whole.length;
  }
  appendBytes(literal, literal.bytes.subarray(from), builder, from);
}

function appendBytes(
  literal: Literal & { readonly start: number },
  bytes: Buffer,
  builder: Builder,
  from = 0,
): void {
  bytes.forEach((byte, index) => {
    builder.bytes.push(byte);
    builder.places.push(literal.start + literal.at(from + index));
  });
}

function appendWord(word: string, place: number, builder: Builder): void {
  for (const byte of Buffer.from(word)) {
    builder.bytes.push(byte);
    builder.places.push(place);
  }
}

const NAME = 'some_name';
const VALUE = "''";
