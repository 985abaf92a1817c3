import { join } from 'node:path';

import { contractHash } from '../../contract/contract-hash.ts';
import { diffContracts, isBreaking, tellChange } from '../../contract/diff/diff-contracts.ts';
import { SNAPSHOT_FILE } from '../../contract/snapshot.ts';
import { EXIT } from '../../exit-code.ts';
import type { ContractVerb } from './contract-verb.ts';
import { readContract, readWritten } from './read-contract.ts';

/** From the recorded contract, or the first source, to the database, or the second source. */
export const diff: ContractVerb = async ({ config, sources, options }) => {
  const [from = join(config.root, SNAPSHOT_FILE), to] = sources;
  const old = await readWritten(from);
  const next = to === undefined ? await readContract(config) : await readWritten(to);
  const changes = diffContracts(old, next);
  const hashes = { from: contractHash(old), to: contractHash(next) };
  if (options['json'] === true) {
    process.stdout.write(
      `${JSON.stringify({ ...hashes, isBreaking: isBreaking(changes), changes })}\n`,
    );
  } else {
    const count = changes.filter(({ verdict }) => verdict === 'breaking').length;
    const short = [hashes.from, hashes.to].map((hash) => hash.slice(0, 12)).join(' to ');
    const total = `${short}: ${count} breaking, ${changes.length - count} compatible`;
    process.stdout.write(`${[...changes.map(tellChange), total].join('\n')}\n`);
  }
  return isBreaking(changes) ? EXIT.findings : EXIT.fine;
};
