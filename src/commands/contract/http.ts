import { writeHttpFile } from '../../contract/client/write-http-file.ts';
import { endpointsOf } from '../../contract/endpoint.ts';
import { recordedExamples } from '../../contract/example.ts';
import { EXIT } from '../../exit-code.ts';
import type { ContractVerb } from './contract-verb.ts';
import { readContract } from './read-contract.ts';

export const http: ContractVerb = async ({ config }) => {
  const text = writeHttpFile({
    endpoints: endpointsOf(await readContract(config)),
    title: config.project.name,
    url: `http://127.0.0.1:${config.environment['PORT'] ?? '8080'}`,
    examples: recordedExamples(config.root),
  });
  process.stdout.write(text);
  return EXIT.fine;
};
