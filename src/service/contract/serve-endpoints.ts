import { setImmediate as breathe } from 'node:timers/promises';

import { batchRoutine } from '../../catalog/find-batch-faults.ts';
import { type Catalog, typeOf, type Types } from '../../catalog/routine.ts';
import { type Endpoint, endpointsOf } from '../../contract/endpoint.ts';
import { openValidators, type Validators } from '../../contract/validator.ts';
import type { Oids } from './read-oids.ts';
import { type Served, serveEndpoint } from './served.ts';

/** Makes every endpoint of a catalog ready, in the catalog's order. */
export type EndpointServer = (catalog: Catalog, oids: Oids) => Promise<readonly Served[]>;

/**
 * Opens a maker of endpoints that keeps what did not change since it was last asked: a schema takes
 * 5 to 8 ms to compile, and no request is answered meanwhile. For the same reason it lets requests
 * through between two of them.
 */
export function openEndpointServer(): EndpointServer {
  let kept = new Map<string, Served>();

  return async (catalog, oids) => {
    const known = kept;
    const served = new Map<string, Served>();
    let validators: Validators | undefined;
    for (const endpoint of endpointsOf(catalog)) {
      const columnOids = endpoint.answer.map(({ type }) => oids.get(type) ?? 0);
      const key = keyOf(endpoint, catalog, columnOids);
      const same = known.get(key);
      if (!same) await breathe();
      const make = () =>
        serveEndpoint(endpoint, catalog, (validators ??= openValidators()), columnOids);
      served.set(key, same ?? make());
    }
    kept = served;
    return [...served.values()];
  };
}

/** All that an endpoint is made of: its routine, that of its batch, and each type they reach. */
function keyOf({ routine, route }: Endpoint, catalog: Catalog, oids: readonly number[]): string {
  const many = route.batch === null ? undefined : batchRoutine(route.batch, catalog);
  const routines = many ? [routine, many] : [routine];
  const reached = new Set<string>();
  for (const { args, context, columns } of routines) {
    for (const { type } of [...args, ...context, ...columns]) reach(catalog.types, type, reached);
  }
  const types = [...reached].sort().map((name) => [name, catalog.types[name]]);
  return JSON.stringify([routines, oids, types]);
}

function reach(types: Types, name: string, reached: Set<string>): void {
  if (reached.has(name)) return;
  reached.add(name);
  const { base, element, fields } = typeOf(types, name);
  for (const next of [base, element, ...fields.map(({ type }) => type)]) {
    if (next !== null) reach(types, next, reached);
  }
}
