import { writeClient } from '../../contract/client/write-client.ts';
import { contractHash } from '../../contract/contract-hash.ts';
import { endpointsOf } from '../../contract/endpoint.ts';
import { EXIT } from '../../exit-code.ts';
import { PROBLEMS } from '../../service/answer/problem-register.ts';
import type { ContractVerb } from './contract-verb.ts';
import { readContract } from './read-contract.ts';

export const client: ContractVerb = async ({ config }) => {
  const catalog = await readContract(config);
  const text = writeClient({
    endpoints: endpointsOf(catalog),
    hash: contractHash(catalog),
    serviceCodes: Object.keys(PROBLEMS),
  });
  process.stdout.write(text);
  return EXIT.fine;
};
