import { batchRoutine, isOwn } from '../../catalog/find-batch-faults.ts';
import type { Argument, Catalog, Routine } from '../../catalog/routine.ts';
import { writeArray } from '../answer/pg-literal.ts';
import { type Statement, statementsOf } from './statement.ts';

/** What is passed for an argument: the database's own text, or null. */
export type Given = readonly (readonly [Argument, string | null])[];

/** How requests for one routine ride together in a call of another. */
export interface BatchPlan {
  /** The one that takes many. */
  readonly routine: Routine;
  readonly statement: Statement;
  /** How many fit into one call. */
  readonly mostItems: number;
  /** What one request puts in; requests whose `shared` values differ cannot ride together. */
  readonly itemOf: (given: Given) => BatchItem;
  /** The values of the statement for these items, of which there is at least one. */
  readonly valuesOf: (items: readonly BatchItem[]) => readonly (string | null)[];
}

/** One request's part of a batch, in the order of the plan. */
export interface BatchItem {
  readonly shared: readonly (string | null)[];
  readonly own: readonly (string | null)[];
}

/**
 * The plan of a routine's `@batch`; null where it has none. The contract has been judged
 * (`find-batch-faults.ts`): every argument is there, as a list or as one value for all.
 */
export function planBatch(routine: Routine, catalog: Catalog): BatchPlan | null {
  const batch = routine.contract.route?.batch ?? null;
  const many = batch === null ? undefined : batchRoutine(batch, catalog);
  if (batch === null || !many) return null;
  const single = new Map([...routine.args, ...routine.context].map((each) => [each.name, each]));
  const taken = [...many.args, ...many.context];
  const isList = taken.map((each) => {
    const argument = single.get(each.name);
    return argument !== undefined && isOwn(argument, each, catalog.types);
  });

  return {
    routine: many,
    statement: statementsOf(many, catalog.types)(taken),
    mostItems: batch.mostItems,
    itemOf: (given) => {
      const values = new Map(given.map(([{ name }, text]) => [name, text]));
      const texts = taken.map(({ name }) => values.get(name) ?? null);
      return {
        shared: texts.filter((_, i) => !isList[i]),
        own: texts.filter((_, i) => isList[i]),
      };
    },
    valuesOf: (items) => {
      let shared = 0;
      let own = 0;
      return isList.map((isOne) => {
        if (!isOne) return items[0]?.shared[shared++] ?? null;
        const place = own++;
        return writeArray(items.map((item) => item.own[place] ?? null));
      });
    },
  };
}
