import type { RelationState, Snapshot } from './snapshot.ts';

/** What one step did to one relation. */
export interface Effect {
  /** Null for a relation that the step made. */
  readonly was: RelationState | null;
  readonly is: RelationState;
  readonly read: number;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  /** The modes of the locks that it took, beside those that were held. */
  readonly taken: readonly string[];
  /** All modes that are held at its end. */
  readonly held: readonly string[];
}

/** The relations of a database as they were when last seen, and the locks of the session. */
export interface World {
  /** Adds what has changed since to `effects`, by oid, and remembers it. */
  readonly advance: (next: Snapshot, effects: Map<string, Effect>) => void;
  /** Forgets what is known: after a rollback, or in a new transaction. */
  readonly reset: (whole: Snapshot) => void;
}

/** Begins with a snapshot of all relations. */
export function createWorld(whole: Snapshot): World {
  let relations = byOid(whole);
  let locks = locksOf(whole);
  return {
    advance: (next, effects) => {
      const held = locksOf(next);
      for (const relation of next.relations) {
        const { oid } = relation;
        const was = relations.get(oid) ?? null;
        const modes = held.get(oid) ?? [];
        const taken = modes.filter((mode) => !locks.get(oid)?.includes(mode));
        const effect = joined(effects.get(oid), effectOf(was, relation, taken, modes));
        if (isAny(effect)) effects.set(oid, effect);
        relations.set(oid, relation);
      }
      locks = held;
    },
    reset: (snapshot) => {
      relations = byOid(snapshot);
      locks = locksOf(snapshot);
    },
  };
}

/** True where PostgreSQL had to look at the rows: it read some, or wrote all anew. */
export const isRewritten = ({ was, is }: Effect): boolean =>
  was !== null && was.node !== is.node && was.node !== '0' && is.node !== '0';

/** Rows inserted, updated and deleted. */
export const writtenBy = ({ inserted, updated, deleted }: Effect): number =>
  inserted + updated + deleted;

function effectOf(
  was: RelationState | null,
  is: RelationState,
  taken: readonly string[],
  held: readonly string[],
): Effect {
  const more = (key: 'read' | 'inserted' | 'updated' | 'deleted') =>
    Math.max(0, is[key] - (was?.[key] ?? 0));
  return {
    was,
    is,
    read: more('read'),
    inserted: more('inserted'),
    updated: more('updated'),
    deleted: more('deleted'),
    taken,
    held,
  };
}

function joined(before: Effect | undefined, next: Effect): Effect {
  if (before === undefined) return next;
  return {
    was: before.was,
    is: next.is,
    read: before.read + next.read,
    inserted: before.inserted + next.inserted,
    updated: before.updated + next.updated,
    deleted: before.deleted + next.deleted,
    taken: [...new Set([...before.taken, ...next.taken])],
    held: next.held,
  };
}

/** The counters alone don't make two states differ. */
function isAny({ was, is, taken, ...effect }: Effect): boolean {
  if (taken.length > 0 || effect.read + writtenBy({ was, is, taken, ...effect }) > 0) return true;
  return was === null || shapeOf(was) !== shapeOf(is);
}

function shapeOf({ inserted, updated, deleted, read, ...shape }: RelationState): string {
  return JSON.stringify(shape);
}

function byOid({ relations }: Snapshot): Map<string, RelationState> {
  return new Map(relations.map((relation) => [relation.oid, relation]));
}

function locksOf({ locks }: Snapshot): ReadonlyMap<string, readonly string[]> {
  const modes = new Map<string, string[]>();
  for (const [relation, mode] of locks) modes.set(relation, [...(modes.get(relation) ?? []), mode]);
  return modes;
}
