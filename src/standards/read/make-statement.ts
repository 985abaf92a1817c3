import type { Node } from 'libpg-query';

import type { Body, Statement } from '../statement.ts';
import type { NodeIndex } from './index-nodes.ts';
import type { Region } from './region.ts';

/** What a statement is made of. */
export interface StatementParts {
  readonly node: Node;
  readonly nodes: NodeIndex;
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
  const { node, nodes, kind, text, start, end, indexOf } = parts;
  const statement: Omit<Statement, 'body'> & { body: Body | null } = {
    node,
    kind,
    placement: region.placement,
    text,
    start: region.at(start),
    end: region.at(end),
    at: (location = -1) => region.at(location < 0 ? start : indexOf(location)), // -1: it has none
    all: nodes.all,
    tags: nodes.tags,
    body: null,
    outer: region.outer,
  };
  return {
    statement,
    setBody: (read) => {
      statement.body = read;
    },
  };
}
