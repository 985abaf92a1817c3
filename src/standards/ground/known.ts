import type { RangeVar } from 'libpg-query';

import { relationName } from './names.ts';
import type { KnownRelation } from './relation.ts';

/** What files have made so far. It grows while files are read in the order in which they run. */
export interface Known {
  readonly find: (name: RangeVar | string | undefined) => KnownRelation | undefined;
  readonly all: () => readonly KnownRelation[];
  readonly put: (relation: KnownRelation) => void;
  readonly drop: (name: string) => void;
  readonly rename: (from: string, to: string) => void;
  /** The file that made an object that is no relation: `routine app.f`. */
  readonly made: (object: string) => string | undefined;
  readonly make: (object: string, file: string) => void;
  /** What is known now; what is learnt later doesn't reach it. */
  readonly copy: () => Known;
}

/** Begins with nothing, or with what is known already. */
export function createKnown(
  from: ReadonlyMap<string, KnownRelation> = new Map(),
  objects: ReadonlyMap<string, string> = new Map(),
): Known {
  const relations = new Map(from);
  const makers = new Map(objects);
  return {
    find: (name) => {
      if (name === undefined) return undefined;
      const key = typeof name === 'string' ? name : relationName(name);
      return relations.get(key) ?? relations.get(otherName(key));
    },
    all: () => [...relations.values()],
    put: (relation) => relations.set(relation.name, relation),
    drop: (name) => {
      if (!relations.delete(name)) relations.delete(otherName(name));
    },
    rename: (before, after) => {
      const relation = relations.get(before) ?? relations.get(otherName(before));
      if (relation === undefined) return;
      relations.delete(relation.name);
      relations.set(after, { ...relation, name: after });
    },
    made: (object) => makers.get(object),
    make: (object, file) => makers.set(object, file),
    copy: () => createKnown(relations, makers),
  };
}

/** A name without a schema means the one in `public`, unless the search_path says otherwise. */
function otherName(name: string): string {
  if (!name.includes('.')) return `public.${name}`;
  return name.startsWith('public.') ? name.slice('public.'.length) : '';
}
