import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { changeTree, TREE, writeTrialTree } from '../flyway/trial-tree.ts';
import { casesOf } from '../output/part.ts';
import { SNAPSHOT_FILE } from '../contract/snapshot.ts';
import { checkContract, recordContract } from './check-contract.ts';

const test = suite('checkContract');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });
const file = 'sql/R/10_app/R__10_app.twice.sql';

writeTrialTree(config);

test.after(() => removeTrialProject(config));

const cases = async () => casesOf([await checkContract(config, cluster)]);

test('passes routines whose comments can be read', async () => {
  assert.equal(await cases(), [{ name: 'app.twice(p_count bigint)', verdict: 'passed' }]);
});

test('fails on a misspelt tag, with the file of the routine', async () => {
  const contract = 'Double a number.\n@http GET /v1/twice\n@scop twice:read\n@timeout 1s\n';
  changeTree(config, { [file]: TREE[file].replace('Double a number.', contract) });
  assert.equal(
    (await cases()).map(({ verdict, says, file, line }) => [verdict, says, file, line]),
    [
      ['failed', 'There is no tag @scop.', file, 15],
      ['failed', 'There is no @scope or @public.', file, 13],
    ],
  );
});

test('fails on what breaks the recorded contract, and on what is not recorded', async () => {
  const contract = 'Double a number.\n@http GET /v1/twice\n@scope twice:read\n@timeout 1s\n@single';
  const routine = TREE[file].replace('Double a number.', contract);
  changeTree(config, { [file]: routine });
  const last = async () => (await cases()).find(({ name }) => name.endsWith('was recorded'));
  assert.match((await last())?.says ?? '', /There is no .*contract\.json/);
  assert.is(await recordContract(config, cluster), join(config.root, SNAPSHOT_FILE));
  assert.equal(await last(), { name: 'is the contract that was recorded', verdict: 'passed' });

  changeTree(config, { [file]: routine.replace('1s', '900ms') });
  const { verdict, says } = (await last()) ?? {};
  assert.is(verdict, 'failed');
  assert.match(says ?? '', 'breaking    GET /v1/twice  It is cancelled after 900 ms');
  assert.match(says ?? '', 'Record it: procwright contract check --write');

  changeTree(config, { [file]: routine.replace('Double', 'Redouble') });
  assert.match((await last())?.says ?? '', 'compatible  GET /v1/twice');
  changeTree(config, { [SNAPSHOT_FILE]: null, [file]: TREE[file] });
});

test('fails on an overload', async () => {
  const second = TREE[file].replace('p_count bigint', 'p_count integer').replace(/comment[^]*/, '');
  changeTree(config, { [file]: `${TREE[file]}${second}` });
  const failed = (await cases()).filter(({ verdict }) => verdict === 'failed');
  assert.ok(failed.length > 0);
});

test.run();
