import { contractHash } from '../../contract/contract-hash.ts';
import { endpointsOf } from '../../contract/endpoint.ts';
import { recordedExamples } from '../../contract/example.ts';
import { openApiOf } from '../../contract/openapi.ts';
import { EXIT } from '../../exit-code.ts';
import type { ContractVerb } from './contract-verb.ts';
import { readContract } from './read-contract.ts';

export const openapi: ContractVerb = async ({ config }) => {
  const catalog = await readContract(config);
  const info = { title: config.project.name, version: contractHash(catalog).slice(0, 12) };
  const document = openApiOf(endpointsOf(catalog), info, recordedExamples(config.root));
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return EXIT.fine;
};
