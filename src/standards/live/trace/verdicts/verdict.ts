import type { Level } from '../../../finding.ts';
import type { NodeTag } from '../../../statement.ts';
import { type Effect, isRewritten } from '../effects.ts';
import type { RelationState } from '../snapshot.ts';
import type { Step } from '../step.ts';

/** What a step shows of a rule of the register. */
export interface Verdict {
  readonly rule: `PW${number}`;
  readonly level: Level;
  readonly message: string;
  /** The kinds of statement that do so, where no trigger of the server tells which it was. */
  readonly tags?: readonly NodeTag[];
}

/** What is known beside the step. */
export interface Circumstances {
  /** The relations that were there before the file, by oid: nobody waits for the others. */
  readonly old: ReadonlyMap<string, RelationState>;
  /** `schema.name` of tables whose rows contradicted a statement: they were read, then emptied. */
  readonly refuted: ReadonlySet<string>;
  /** Schemas and routines that were there before, by oid. */
  readonly others: ReadonlySet<string>;
  /** Routines (`app.f(bigint)`) and constraints (`c on app.t`) that are there again at the end. */
  readonly remade: ReadonlySet<string>;
  /** Rows of one relation that a transaction may write. */
  readonly mostRows: number;
  /** False where each statement commits, and its locks are gone when it ends. */
  readonly isTransactional: boolean;
  /** The timeouts that the runner set, in milliseconds. */
  readonly lockTimeout: number;
  readonly statementTimeout: number;
}

/** Judges a step by what it did, however it was written. */
export type Judge = (step: Step, circumstances: Circumstances) => readonly Verdict[];

/** An effect on a relation that others use. */
export interface OldEffect extends Effect {
  readonly was: RelationState;
}

/** The effects on relations that were there before the file. */
export function oldEffects(
  step: Pick<Step, 'effects'>,
  { old }: Pick<Circumstances, 'old'>,
): readonly OldEffect[] {
  return step.effects.flatMap((effect) => {
    const { was, is } = effect;
    return was !== null && old.has(is.oid) ? [{ ...effect, was }] : [];
  });
}

/** Locks that keep writers out, the weakest first. */
const BLOCKING = ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'];

/** The strongest lock that keeps writers out; null when there is none. */
export function blockingLock({ held }: Pick<Effect, 'held'>): string | null {
  return BLOCKING.findLast((mode) => held.includes(mode)) ?? null;
}

/** True when nobody may even read it. */
export const isClosed = ({ held }: Pick<Effect, 'held'>): boolean =>
  held.includes('AccessExclusiveLock');

/** `AccessExclusiveLock on app.item, 5000 rows read` */
export function underLock(effect: Effect, { refuted }: Circumstances): string {
  const { is, read } = effect;
  const rows = refuted.has(is.name) ? 'rows' : `${read} ${read === 1 ? 'row' : 'rows'}`;
  const looked = isRewritten(effect) ? `${rows} read and the table written anew` : `${rows} read`;
  return `${blockingLock(effect) ?? 'no lock'} on ${is.name}, ${looked}`;
}

/** True when PostgreSQL looked at the rows of a relation in this step. */
export const wasRead = ({ is, read }: Effect, { refuted }: Circumstances): boolean =>
  read > 0 || refuted.has(is.name);

/** What stands in the one and not in the other: neither by its key nor, made anew, by its name. */
export function added<Value extends { readonly name: string }>(
  was: Readonly<Record<string, Value>>,
  is: Readonly<Record<string, Value>>,
): readonly Value[] {
  const names = new Set(Object.values(was).map(({ name }) => name));
  return Object.entries(is).flatMap(([key, value]) =>
    key in was || names.has(value.name) ? [] : [value],
  );
}
