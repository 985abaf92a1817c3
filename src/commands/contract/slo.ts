import { endpointsOf } from '../../contract/endpoint.ts';
import { sloRules, writeRules } from '../../contract/slo-rules.ts';
import { EXIT } from '../../exit-code.ts';
import type { ContractVerb } from './contract-verb.ts';
import { readContract } from './read-contract.ts';

export const slo: ContractVerb = async ({ config, options }) => {
  const groups = sloRules(endpointsOf(await readContract(config)));
  process.stdout.write(
    options['json'] === true ? `${JSON.stringify({ groups })}\n` : writeRules(groups),
  );
  return EXIT.fine;
};
