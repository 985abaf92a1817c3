import type { Node } from 'libpg-query';

import type { NodeOf, NodeTag, Statement } from '../statement.ts';

/** The nodes of a tree by their kind. */
export type NodeIndex = Pick<Statement, 'all' | 'tags'>;

/** The nodes of a tree by their kind; the tree is walked once, when first asked. */
export function indexNodes(root: Node): NodeIndex {
  let byTag: ReadonlyMap<string, readonly unknown[]> | null = null;
  let tags: string | null = null;
  return {
    all: <Tag extends NodeTag>(tag: Tag) => {
      byTag ??= collect(root);
      // a key of the tree names the type of its value
      return (byTag.get(tag) ?? NONE) as unknown as readonly NodeOf<Tag>[];
    },
    tags: () => {
      byTag ??= collect(root);
      tags ??= [...byTag.keys()].join(' ');
      return tags;
    },
  };
}

const NONE: readonly unknown[] = [];

function collect(root: Node): Map<string, unknown[]> {
  const byTag = new Map<string, unknown[]>();
  const visit = (value: object): void => {
    if (Array.isArray(value)) {
      for (const one of value as readonly unknown[]) {
        if (typeof one === 'object' && one !== null) visit(one);
      }
      return;
    }
    for (const key in value) {
      const inner = (value as Readonly<Record<string, unknown>>)[key];
      if (isTag(key)) {
        const found = byTag.get(key);
        if (found === undefined) byTag.set(key, [inner]);
        else found.push(inner);
      }
      if (typeof inner === 'object' && inner !== null) visit(inner);
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
