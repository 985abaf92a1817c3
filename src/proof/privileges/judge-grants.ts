import type { Catalog } from '../../catalog/routine.ts';
import type { Project } from '../../project.ts';
import type { Grant } from './grants-query.ts';

/** What the rules have to know of a project. */
export interface GrantRules {
  readonly catalog: Catalog;
  readonly lanes: Project['lanes'];
}

/**
 * Holds grants beside the contract, in both directions: what a route needs is there, and a lane
 * may do nothing that no route asks for. A sentence a breach.
 */
export function judgeGrants(
  grants: readonly Grant[],
  { catalog, lanes }: GrantRules,
): readonly string[] {
  const granted = new Set(grants.map(({ role, right, on }) => `${role} ${right} ${on}`));
  const lacking = catalog.routines.flatMap(({ schema, name, contract: { route } }) => {
    if (route === null) return [];
    const role = route.method === 'GET' ? lanes.read : lanes.write;
    const line = `${role} execute ${schema}.${name}`;
    return granted.has(line) ? [] : [`${line} is not granted, and its route needs it`];
  });
  const { read, write, ops } = reach(catalog);
  const surplus = grants.flatMap((grant) => {
    const { role, right, on, kind } = grant;
    const allowed = { [lanes.read]: read, [lanes.write]: write, [lanes.ops]: ops }[role];
    if (allowed === undefined) return [];
    const told = `${role} ${right} ${on}`;
    if (kind === 'relation' || kind === 'column') return [`${told}: a lane reads no table`];
    if (kind === 'database' || right === 'create') return [`${told}: a lane makes nothing`];
    const isCall = kind === 'routine' && on.startsWith(`${catalog.schema}.`);
    return isCall && !allowed.has(on) ? [`${told}: no route of this lane calls it`] : [];
  });
  return [...lacking, ...surplus];
}

/** The routines of the schema that each lane has a reason to call. */
function reach({ schema, routines }: Catalog) {
  const named = (of: readonly { readonly name: string }[]) =>
    of.map((one) => `${schema}.${one.name}`);
  const served = routines.filter(({ contract }) => contract.route !== null);
  const reads = served.filter(({ contract }) => contract.route?.method === 'GET');
  const batches = served.flatMap(({ contract }) => contract.route?.batch?.routine ?? []);
  const others = routines.filter(({ contract }) => contract.route === null);
  return {
    read: new Set(named(reads)),
    write: new Set([...named(served), ...batches]),
    ops: new Set(named(others)), // what is for nobody's request: jobs over all tenants
  };
}
