import { EXIT } from '../../exit-code.ts';
import { exitCodeOf } from '../../output/exit-code-of.ts';
import { casesOf, totalsOf } from '../../output/part.ts';
import { failureLines, partLine, totalLine } from '../../output/text.ts';
import { checkContract, recordContract } from '../../proof/check-contract.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import type { ContractVerb } from './contract-verb.ts';

/** Of the tree, on a scratch database: what is served elsewhere plays no part. */
export const check: ContractVerb = async ({ config, options }) => {
  if (options['write'] === true) {
    const file = await withCluster(config, (cluster) => recordContract(config, cluster));
    process.stdout.write(options['json'] ? `${JSON.stringify({ file })}\n` : `${file}\n`);
    return EXIT.fine;
  }
  const part = await withCluster(config, (cluster) => checkContract(config, cluster));
  const totals = totalsOf(casesOf([part]));
  const lines = options['json']
    ? [JSON.stringify({ parts: [part], totals })]
    : [partLine(part), ...failureLines(part.groups), totalLine(totals)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return exitCodeOf([part], config.isCi);
};
