import type { RoutineFault } from '../../catalog/routine-fault.ts';
import type { Catalog } from '../../catalog/routine.ts';
import { contractHash } from '../../contract/contract-hash.ts';
import { endpointsOf } from '../../contract/endpoint.ts';
import { openApiOf } from '../../contract/openapi.ts';
import { openValidators } from '../../contract/validator.ts';
import { fail, type Result, succeed } from '../../result.ts';
import type { LaneLogins } from '../service-options.ts';
import { findServiceFaults } from './find-service-faults.ts';
import { type Resource, resourcesOf } from './resource.ts';
import { serveEndpoint } from './served.ts';

/** A contract as it is served: one value, so that it is exchanged by one assignment. */
export interface LiveContract {
  readonly hash: string;
  readonly resources: readonly Resource[];
  /** The OpenAPI document as JSON. */
  readonly openApi: string;
  /** What each code means, route by route: `["POST /v1/items", "The box is full."]`. */
  readonly refusals: ReadonlyMap<string, readonly (readonly [string, string])[]>;
}

/** Makes a catalog ready to be served, or says what keeps it from that. */
export function makeLive(
  catalog: Catalog,
  { logins, title }: { readonly logins: LaneLogins; readonly title: string },
): Result<LiveContract, RoutineFault> {
  const endpoints = endpointsOf(catalog);
  const validators = openValidators();
  const served = endpoints.map((endpoint) => serveEndpoint(endpoint, catalog, validators));
  const faults = served.flatMap((one) => findServiceFaults(one, logins));
  if (faults.length > 0) return fail(faults);

  const hash = contractHash(catalog);
  const refusals = new Map<string, (readonly [string, string])[]>();
  for (const { routine, route } of endpoints) {
    for (const { code, when } of routine.contract.errors) {
      const list = refusals.get(code) ?? [];
      refusals.set(code, [...list, [`${route.method} ${route.path}`, when]]);
    }
  }
  return succeed({
    hash,
    resources: resourcesOf(served),
    openApi: JSON.stringify(openApiOf(endpoints, { title, version: hash.slice(0, 12) })),
    refusals,
  });
}
