import type { RoutineFault } from '../../catalog/routine-fault.ts';
import type { Catalog } from '../../catalog/routine.ts';
import { contractHash } from '../../contract/contract-hash.ts';
import type { Example } from '../../contract/example.ts';
import { openApiOf } from '../../contract/openapi.ts';
import { writeSnapshot } from '../../contract/snapshot.ts';
import { fail, type Result, succeed } from '../../result.ts';
import { type ExpectedContract, findUnexpected } from './expected-contract.ts';
import { findServiceFaults, type LaneFacts } from './find-service-faults.ts';
import { unexposedOf } from './unexposed.ts';
import { finderOf, type Resource, type ResourceFinder, resourcesOf } from './resource.ts';
import type { Served } from './served.ts';

/** A contract as it is served: one value, so that it is exchanged by one assignment. */
export interface LiveContract {
  readonly hash: string;
  readonly resources: readonly Resource[];
  readonly findResource: ResourceFinder;
  /** Routines that are no route, and why. */
  readonly unexposed: ReadonlyMap<string, string>;
  /** On the clock of `Date.now()`: since when this process serves it. */
  readonly since: number;
  /** The OpenAPI document as JSON. */
  readonly openApi: string;
  /** The contract itself, to be compared with another. */
  readonly snapshot: string;
  /** What each code means, route by route: `["POST /v1/items", "The box is full."]`. */
  readonly refusals: ReadonlyMap<string, readonly (readonly [string, string])[]>;
}

/** What a contract is made of, beside the catalog. */
export interface ContractNeeds extends LaneFacts {
  readonly title: string;
  /** True where signed tokens are taken beside API keys. */
  readonly takesTokens?: boolean;
  /** What clients were promised; undefined where nobody said. */
  readonly expected?: ExpectedContract | undefined;
  readonly examples?: readonly Example[] | undefined;
  /** Its endpoints, made ready. */
  readonly served: readonly Served[];
}

/** Makes a catalog ready to be served, or says what keeps it from that. */
export function makeLive(
  catalog: Catalog,
  { title, takesTokens = false, expected, examples, served, ...lanes }: ContractNeeds,
): Result<LiveContract, RoutineFault> {
  const endpoints = served.map(({ endpoint }) => endpoint);
  const faults = [
    ...served.flatMap((one) => findServiceFaults(one, lanes)),
    ...findUnexpected(catalog, expected),
  ];
  if (faults.length > 0) return fail(faults);

  const hash = contractHash(catalog);
  const version = hash.slice(0, 12);
  const refusals = new Map<string, (readonly [string, string])[]>();
  for (const { routine, route } of endpoints) {
    for (const { code, when } of routine.contract.errors) {
      const list = refusals.get(code) ?? [];
      refusals.set(code, [...list, [`${route.method} ${route.path}`, when]]);
    }
  }
  const resources = resourcesOf(served);
  return succeed({
    hash,
    unexposed: unexposedOf(catalog),
    since: Date.now(),
    resources,
    findResource: finderOf(resources),
    snapshot: writeSnapshot(catalog),
    openApi: JSON.stringify(openApiOf(endpoints, { title, version, takesTokens }, examples)),
    refusals,
  });
}
