import type { Batch } from './contract.ts';
import { type Argument, type Catalog, type Routine, typeOf, type Types } from './routine.ts';
import type { RoutineFault } from './routine-fault.ts';

/** The column that says which item a row answers, counted from 1. */
export const PLACE = 'place';

/**
 * Finds what keeps `@batch` from being kept: the routine that takes many at once has the same
 * arguments as the one that takes one, each as a list of them or as one value for all, and answers
 * with the same columns behind the place. An actor or a trace is an item's own, never the batch's:
 * each item is another client's.
 */
export function findBatchFaults(routine: Routine, catalog: Catalog): readonly RoutineFault[] {
  const { route } = routine.contract;
  const batch = route?.batch ?? null;
  if (!route || batch === null) return [];
  const many = batchRoutine(batch, catalog);
  const messages = many
    ? [
        ...unlikeCalls(routine, many),
        ...unlikeArguments(routine, many, catalog.types),
        ...unlikeColumns(routine, many),
      ]
    : [`There is no routine ${batch.routine} in the schema ${catalog.schema}.`];
  if (route.idempotentBy === 'header') {
    messages.push('@idempotent header keeps the answer of a request, and a batch has many.');
  }
  return messages.map((message) => ({
    routine: routine.signature,
    kind: 'batch-unfit',
    message: `@batch: ${message}`,
  }));
}

/** The routine that a `@batch` names; undefined where the schema has none. */
export function batchRoutine(batch: Batch, { schema, routines }: Catalog): Routine | undefined {
  return routines.find(({ name }) => `${schema}.${name}` === batch.routine);
}

/** How an argument of the single routine goes into the batch: a value an item, or one for all. */
export function isOwn(argument: Argument, many: Argument, types: Types): boolean {
  return typeOf(types, many.type).element === argument.type;
}

function unlikeCalls(routine: Routine, many: Routine): readonly string[] {
  const reads = routine.contract.route?.method === 'GET';
  if (many.isProcedure || !many.returnsSet) return [`${many.name} does not return rows.`];
  if (reads && many.volatility === 'volatile') return [`${many.name} writes, and a GET must not.`];
  return [];
}

function unlikeArguments(routine: Routine, many: Routine, types: Types): readonly string[] {
  const wanted = [...routine.args, ...routine.context];
  const there = [...many.args, ...many.context];
  const messages = there
    .filter(({ name }) => !wanted.some((argument) => argument.name === name))
    .map(({ name }) => `${many.name} takes ${name}, which ${routine.name} does not.`);
  for (const argument of wanted) {
    const { name, defaultSql } = argument;
    const taken = there.find((each) => each.name === name);
    const isShared = taken?.type === argument.type && !routine.context.includes(argument);
    if (!taken) {
      messages.push(`${many.name} does not take ${name}.`);
    } else if (!isShared && !isOwn(argument, taken, types)) {
      messages.push(`${name} of ${many.name} is ${taken.type}, not a list of ${argument.type}.`);
    }
    if (defaultSql !== null && !/^NULL\b/i.test(defaultSql)) {
      messages.push(`${name} has the default ${defaultSql}: what is left out is null in a batch.`);
    }
  }
  if (!wanted.some((argument) => isOwnOf(argument, there, types))) {
    messages.push(`${many.name} takes no list.`);
  }
  return messages;
}

function isOwnOf(argument: Argument, there: readonly Argument[], types: Types): boolean {
  const taken = there.find(({ name }) => name === argument.name);
  return taken !== undefined && isOwn(argument, taken, types);
}

function unlikeColumns(routine: Routine, many: Routine): readonly string[] {
  const tell = (columns: Routine['columns']) =>
    columns.map(({ name, type }) => `${name} ${type}`).join(', ');
  const wanted = tell([{ name: PLACE, type: 'pg_catalog.int4' }, ...routine.columns]);
  const given = tell(many.columns);
  return given === wanted ? [] : [`${many.name} returns ${given}; it should return ${wanted}.`];
}
