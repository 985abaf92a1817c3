import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { startCluster } from '../../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../../cluster/trial-project.ts';
import { changeTree, writeTrialTree } from '../../flyway/trial-tree.ts';
import { textOf } from '../read-file.ts';
import { chooseFiles } from './choose-files.ts';
import { appliedFiles, pendingFiles } from './pending-files.ts';
import { traceProject } from './trace-project.ts';

const test = suite('traceProject');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });

writeTrialTree(config);
changeTree(config, {
  'sql/V/V0002__more.sql': 'alter table app.item add column note text;\n',
  'sql/V/V0003__calls.sql': `-- a file that leans on what comes behind it
do $do$
begin
    perform app.twice(1);
end
$do$;
create index item_note_idx on app.item (note);
`,
});

test.after(() => removeTrialProject(config));

async function trace(files: readonly string[] | null): Promise<readonly string[]> {
  const given =
    files?.map((file) => textOf(join(config.root, file))) ??
    pendingFiles(config.root, await appliedFiles(config, cluster));
  const request = { files: chooseFiles(config.root, given), data: null, probes: false };
  const { findings } = await traceProject(config, cluster, request);
  return findings.map(({ rule, line, message }) => `${rule} ${line} ${message}`);
}

test('stands on what runs before the files, and names both places of a call', async () => {
  const [index = '', call = '', ...more] = await trace(['sql/V/V0003__calls.sql']);
  assert.match(index, /^PW501 7 app\.item_note_idx is built/);
  assert.match(call, /^PW537 4 It calls app\.twice, which .*R__10_app\.twice\.sql:1 makes/);
  assert.match(call, 'Split it');
  assert.equal(more, []);
});

test('without files, traces in their order what the database lacks', async () => {
  const [call = '', ...more] = await trace(null);
  assert.match(call, /^PW537 4 It calls app\.twice/); // nothing has made it yet
  assert.equal(more, []);
});

test('a routine and a draft stand on the whole project, and tests are left out', async () => {
  changeTree(config, {
    'draft.sql': 'alter table app.item add column note2 text not null;\n',
    'sql/V/V0003__calls.sql': null,
  });
  const said = await trace(['sql/R/10_app/R__10_app.twice.sql', 'draft.sql', TEST_FILE]);
  assert.is(said.length, 1, said.join('\n'));
  assert.match(said[0] ?? '', /^PW510 1 app\.item\.note2/);
});

const TEST_FILE = 'sql/tests/10_app/twice.test.sql';

test.run();
