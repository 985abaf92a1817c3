import type { IBaseProtocol } from 'pg-promise';

import { fail, type Result, succeed } from '../result.ts';
import { CATALOG, CATALOG_MARK } from './catalog-query.ts';
import { findRoutineFaults } from './find-routine-faults.ts';
import { parseContract } from './parse-contract.ts';
import { type Argument, type Catalog, keyOf, type Routine } from './routine.ts';
import type { RoutineFault } from './routine-fault.ts';

/**
 * The arguments that no client gives. The name alone decides: with a tag, a forgotten one would
 * let a client say who he is.
 */
const CONTEXT: readonly string[] = ['p_actor', 'p_trace'];

/** What is read, and for whom. */
export interface CatalogSource {
  /** The schema that clients may call into. */
  readonly schema: string;
  /** Roles of which is asked whether they may call; one that isn't there may call nothing. */
  readonly roles?: readonly string[];
}

/**
 * Reads every routine of a schema, with its types and its contract, from the catalog alone.
 *
 * Nothing else describes a route: a change of the routine is a change of the contract. The order is
 * by name and argument types, so two reads of databases with one history are equal.
 *
 * @param db - A connection, a pool, or a task.
 * @returns The catalog, or every fault of every contract.
 * @throws What the driver throws when the query can't be run.
 */
export async function readCatalog(
  db: Pick<IBaseProtocol<unknown>, 'one'>,
  { schema, roles = [] }: CatalogSource,
): Promise<Result<Catalog, RoutineFault>> {
  const row = await readWhole(db, schema, roles);
  const routines: Routine[] = [];
  const faults: RoutineFault[] = [];

  for (const { comment, declared, ...routine } of row.routines) {
    const args = declared.filter(({ name }) => !CONTEXT.includes(name));
    const context = declared.filter(({ name }) => CONTEXT.includes(name));
    const contract = parseContract(comment, {
      args: args.map(({ name }) => name),
      columns: routine.columns.map((column) => keyOf(column)),
    });

    if (contract.ok) {
      routines.push({ ...routine, args, context, contract: contract.value });
    } else {
      const { signature } = routine;
      faults.push(...contract.faults.map((fault) => ({ routine: signature, ...fault })));
    }
  }

  faults.push(...findRoutineFaults({ schema, routines, types: row.types }));
  return faults.length > 0 ? fail(faults) : succeed({ schema, routines, types: row.types });
}

/**
 * Reads until nothing was replaced meanwhile: functions like `pg_get_function_arg_default` look at
 * the newest catalog, not at the statement's snapshot, and know nothing of a routine that has gone.
 */
async function readWhole(
  db: Pick<IBaseProtocol<unknown>, 'one'>,
  schema: string,
  roles: readonly string[],
): Promise<CatalogRow> {
  for (let tries = 1; ; tries++) {
    const row = await db.one<CatalogRow>(CATALOG, [schema, roles]);
    const { mark } = await db.one<Pick<CatalogRow, 'mark'>>(CATALOG_MARK, [schema]);
    if (mark === row.mark || tries === MOST_TRIES) return row;
  }
}

/** Past these the schema changes faster than it is read; what comes of it is read again later. */
const MOST_TRIES = 10;

interface CatalogRow {
  readonly routines: readonly RoutineRow[];
  readonly types: Catalog['types'];
  readonly mark: string;
}

interface RoutineRow extends Omit<Routine, 'args' | 'context' | 'contract'> {
  readonly declared: readonly Argument[];
  readonly comment: string;
}
