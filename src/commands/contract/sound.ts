import { readCatalog } from '../../catalog/read-catalog.ts';
import { connectionOf } from '../../cluster/logins.ts';
import { isDrawable } from '../../contract/boundary-values.ts';
import { shapesSql } from '../../contract/check-shapes.ts';
import { connect } from '../../db/connect.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import { exitCodeOf } from '../../output/exit-code-of.ts';
import { casesOf, type Group, timed, totalsOf } from '../../output/part.ts';
import { failureLines, partLine, totalLine } from '../../output/text.ts';
import { proveSoundness } from '../../proof/prove-soundness.ts';
import { withClone, withEmptyDatabase } from '../../scratch/clone.ts';
import { ensureTemplate } from '../../scratch/template.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import type { ContractQuestion, ContractVerb } from './contract-verb.ts';

/** Values of each type where nothing is said. */
const VALUES = 10_000;

/** On scratch databases: every shape of check that is told apart, and the project's own domains. */
export const sound: ContractVerb = async ({ config, options }) => {
  const count = readCount(options['values']);
  const { api } = config.project;
  const part = await timed('soundness', () =>
    withCluster(config, async (cluster) => {
      const prove = (name: string, schema: string, sql: string) => async (database: string) => {
        const login = connectionOf(config, cluster, 'superuser', database);
        const db = connect({ ...login, max: 1 });
        const start = performance.now();
        try {
          await db.none(sql);
          const catalog = await readCatalog(db, { schema });
          if (!catalog.ok) throw new CommandFault(EXIT.findings, 'The contract has faults.', CHECK);
          const { types } = catalog.value;
          const names = Object.keys(types).filter((one) => isDrawable(types, one));
          const cases = await proveSoundness(db, { types, names, count, seed: 1 });
          return { name, seconds: (performance.now() - start) / 1000, cases };
        } finally {
          await db.$pool.end();
        }
      };
      const groups: Group[] = [
        await withEmptyDatabase(config, cluster, prove('shapes', 'app', shapesSql())),
      ];
      const template = await ensureTemplate(config, cluster);
      const own = prove('own domains', api, 'set jit = off');
      groups.push(await withClone(config, cluster, template, own));
      return groups;
    }),
  );
  const totals = totalsOf(casesOf([part]));
  const each = casesOf([part]).map(({ name, verdict }) => `${verdict}  ${name}`);
  const lines = options['json']
    ? [JSON.stringify({ parts: [part], totals })]
    : [...each, partLine(part), ...failureLines(part.groups), totalLine(totals)];
  process.stdout.write(`${lines.join('\n')}\n`);
  return exitCodeOf([part], config.isCi);
};

const CHECK = 'See them all: procwright contract check.';

function readCount(given: ContractQuestion['options'][string]): number {
  const count = given === undefined ? VALUES : Number(given);
  if (Number.isInteger(count) && count > 0) return count;
  const fix = 'Give the number of values that each type is asked about.';
  throw new CommandFault(EXIT.usage, `--values ${String(given)} is no number.`, fix);
}
