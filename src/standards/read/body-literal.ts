import type { Node } from 'libpg-query';

import { decodeLiteral } from './decode-literal.ts';
import { lex } from './lex.ts';
import type { Region } from './region.ts';

/** The text between the quotes of a routine or DO block. */
export interface BodyLiteral {
  readonly language: string;
  readonly bytes: Buffer;
  /** The byte of the maker's region in which a byte of the body stands. */
  readonly at: (index: number) => number;
}

/**
 * Finds the body in a statement that makes a routine or does a block.
 *
 * @param offset Where the statement begins in the text that its tree speaks of.
 * @returns Null where the body is no text (BEGIN ATOMIC, a library); a reason where it can't be
 * read.
 */
export function findBody(maker: Region, node: Node, offset: number): BodyLiteral | string | null {
  const options = optionsOf(node);
  const as = options.find(({ defname }) => defname === 'as');
  const language = options.find(({ defname }) => defname === 'language');
  if (as === undefined) return null;
  const name = textOf(language?.arg) ?? 'plpgsql';
  if (name === 'c' || name === 'internal') return null;
  const from = (as.location ?? 0) - offset;
  // behind `as` in a routine; a DO has no such word
  const token = lex(maker.bytes, from, 2).find(({ text }) => /^(?:\$|\w*&?')/.test(text));
  const literal = token && decodeLiteral(maker.bytes.subarray(token.start, token.end));
  if (token === undefined || !literal) return 'The quotes of the body are of a kind not read here.';
  const { bytes, at } = literal;
  return { language: name.toLowerCase(), bytes, at: (index) => token.start + at(index) };
}

function optionsOf(node: Node) {
  const options =
    'CreateFunctionStmt' in node
      ? node.CreateFunctionStmt.options
      : 'DoStmt' in node
        ? node.DoStmt.args
        : [];
  return (options ?? []).flatMap((option) => ('DefElem' in option ? [option.DefElem] : []));
}

function textOf(node: Node | undefined): string | undefined {
  return node !== undefined && 'String' in node ? node.String.sval : undefined;
}
