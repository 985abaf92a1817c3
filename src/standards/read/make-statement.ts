import type { Node } from 'libpg-query';

import type { Body, Statement } from '../statement.ts';
import { indexNodes } from './index-nodes.ts';
import type { Region } from './region.ts';

/** What a statement is made of. */
export interface StatementParts {
  readonly node: Node;
  readonly kind: Statement['kind'];
  readonly text: string;
  /** The bytes of the region that it takes. */
  readonly start: number;
  readonly end: number;
  /** The byte of the region for a location of the tree. */
  readonly indexOf: (location: number) => number;
}

/** A statement whose body can still be given to it: the body's own statements name it as theirs. */
export interface OpenStatement {
  readonly statement: Statement;
  readonly setBody: (body: Body) => void;
}

/** Makes a statement of a region. */
export function makeStatement(region: Region, parts: StatementParts): OpenStatement {
  const { node, kind, text, start, end, indexOf } = parts;
  let body: Body | null = null;
  const statement: Statement = {
    node,
    kind,
    placement: region.placement,
    text,
    start: region.at(start),
    end: region.at(end),
    at: (location = -1) => region.at(location < 0 ? start : indexOf(location)), // -1: it has none
    ...indexNodes(node),
    get body() {
      return body;
    },
    outer: region.outer,
  };
  return {
    statement,
    setBody: (read) => {
      body = read;
    },
  };
}
