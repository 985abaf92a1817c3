import { contractHash } from '../../contract/contract-hash.ts';
import { describeContract } from '../../contract/describe-contract.ts';
import { endpointsOf } from '../../contract/endpoint.ts';
import { writeSnapshot } from '../../contract/snapshot.ts';
import { EXIT } from '../../exit-code.ts';
import type { ContractVerb } from './contract-verb.ts';
import { readContract } from './read-contract.ts';

export const show: ContractVerb = async ({ config, options }) => {
  const catalog = await readContract(config);
  const hash = contractHash(catalog);
  if (options['snapshot'] === true) process.stdout.write(writeSnapshot(catalog));
  else if (options['json'] === true)
    process.stdout.write(`${JSON.stringify({ contract: hash, ...catalog })}\n`);
  else {
    const lines = [`contract ${hash}`, '', ...describeContract(endpointsOf(catalog))];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  return EXIT.fine;
};
