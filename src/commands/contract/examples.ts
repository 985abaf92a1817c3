import { CommandFault, EXIT } from '../../exit-code.ts';
import { exitCodeOf } from '../../output/exit-code-of.ts';
import { casesOf, totalsOf } from '../../output/part.ts';
import { failureLines, partLine, totalLine } from '../../output/text.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import {
  hasExamples,
  proveExamples,
  recordExamples,
} from '../../service/examples/prove-examples.ts';
import type { ContractVerb } from './contract-verb.ts';

/** Of the tree, on a scratch database, over HTTP. */
export const examples: ContractVerb = async ({ config, options }) => {
  if (!hasExamples(config)) {
    const fix = 'Write the requests that are worth showing: [{ "call": "…", "give": {} }].';
    throw new CommandFault(EXIT.usage, 'There is no sql/tests/examples/requests.json.', fix);
  }
  if (options['write'] === true) {
    const file = await withCluster(config, (cluster) => recordExamples(config, cluster));
    process.stdout.write(options['json'] ? `${JSON.stringify({ file })}\n` : `${file}\n`);
    return EXIT.fine;
  }
  const part = await withCluster(config, (cluster) => proveExamples(config, cluster));
  const totals = totalsOf(casesOf([part]));
  const lines = options['json']
    ? [JSON.stringify({ parts: [part], totals })]
    : [partLine(part), ...failureLines(part.groups), totalLine(totals)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return exitCodeOf([part], config.isCi);
};
