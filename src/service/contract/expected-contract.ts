import type { RoutineFault } from '../../catalog/routine-fault.ts';
import type { Catalog } from '../../catalog/routine.ts';
import { contractHash } from '../../contract/contract-hash.ts';
import { diffContracts } from '../../contract/diff/diff-contracts.ts';

/**
 * What clients were promised: a whole contract, or the hash of one (at least 12 of its digits). A
 * hash alone can't say what is compatible, so only the same contract will do then.
 */
export type ExpectedContract = Catalog | string;

/** Finds what breaks the promise. What is compatible with it is no fault. */
export function findUnexpected(
  catalog: Catalog,
  expected: ExpectedContract | undefined,
): readonly RoutineFault[] {
  if (expected === undefined) return [];
  if (typeof expected === 'string') {
    const hash = contractHash(catalog);
    if (hash.startsWith(expected)) return [];
    const [is, wanted] = [hash, expected].map((text) => text.slice(0, 12));
    const message = `The contract is ${is}, and ${wanted} is expected.`;
    return [{ routine: catalog.schema, kind: 'unexpected', message }];
  }
  return diffContracts(expected, catalog)
    .filter(({ verdict }) => verdict === 'breaking')
    .map(({ route, message }) => ({
      routine: route,
      kind: 'unexpected',
      message: `${message} The contract that is expected has it otherwise.`,
    }));
}
