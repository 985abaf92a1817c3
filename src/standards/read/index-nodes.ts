import type { Node } from 'libpg-query';

import type { NodeOf, NodeTag, Statement } from '../statement.ts';

/** The nodes of a tree by their kind; the tree is walked once, when first asked. */
export function indexNodes(root: Node): Pick<Statement, 'all' | 'tags'> {
  let index = indexed.get(root);
  const ask = () => {
    if (index !== undefined) return index;
    const byTag = collect(root);
    index = { byTag, tags: [...byTag.keys()].toSorted().join(' ') };
    indexed.set(root, index);
    return index;
  };
  return {
    // a key of the tree names the type of its value
    all: <Tag extends NodeTag>(tag: Tag) =>
      (ask().byTag.get(tag) ?? []) as unknown as readonly NodeOf<Tag>[],
    tags: () => ask().tags,
  };
}

interface NodeIndex {
  readonly byTag: ReadonlyMap<string, readonly unknown[]>;
  readonly tags: string;
}

/** A text that is parsed once has one tree for all its places. */
const indexed = new WeakMap<Node, NodeIndex>();

function collect(root: Node): Map<string, unknown[]> {
  const byTag = new Map<string, unknown[]>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(visit);
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (isTag(key)) {
        const found = byTag.get(key);
        if (found === undefined) byTag.set(key, [inner]);
        else found.push(inner);
      }
      visit(inner);
    }
  };
  visit(root);
  return byTag;
}

/** Fields begin with a small letter, kinds of nodes with a capital. */
function isTag(key: string): boolean {
  const code = key.charCodeAt(0);
  return code >= 65 && code <= 90;
}
