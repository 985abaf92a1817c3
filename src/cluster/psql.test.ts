import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { startCluster } from './private-cluster.ts';
import { type PsqlOptions, runPsql } from './psql.ts';
import { makeTrialProject, removeTrialProject } from './trial-project.ts';

const test = suite('runPsql');
const config = makeTrialProject({ environment: { PGHOST: 'nowhere.invalid', PGUSER: 'nobody' } });

test.after(() => removeTrialProject(config));

test('stops at the first error and names its file and line', async () => {
  const file = join(config.root, 'broken.sql');
  writeFileSync(file, 'select 1;\nselect 1 / 0;\nselect 2;\n');
  const { code, stdout, stderr } = await run({ file });
  assert.is(code, 3);
  assert.match(stderr, `psql:${file}:2: ERROR:  division by zero`);
  assert.not.match(stdout, ' 2\n');
});

test('takes back all of it when asked to', async () => {
  const { code } = await run({
    input: 'create table gone (); select 1 / 0;',
    singleTransaction: true,
  });
  assert.is(code, 3);
  const { stdout } = await run({ input: "select to_regclass('gone') is null as is_gone" });
  assert.match(stdout, / t\n/);
});

test('hands on settings with blanks', async () => {
  const options = ['search_path=app, pg_temp', 'app.note=a\\b'];
  const { stdout } = await run({ input: 'show search_path; show app.note', options });
  assert.match(stdout, ' app, pg_temp\n');
  assert.match(stdout, ' a\\b\n');
});

test('cancels the statement that runs', async () => {
  const controller = new AbortController();
  const slow = run({ input: 'select pg_sleep(600); select 2', signal: controller.signal });
  const runs = "select 1 / (count(*))::int from pg_stat_activity where query ~ '^select pg_sl'";
  while ((await run({ input: runs })).code !== 0);
  controller.abort();
  const { code, stderr } = await slow;
  assert.is(code, 3);
  assert.match(stderr, 'canceling statement due to user request');
});

async function run(options: Partial<PsqlOptions>): ReturnType<typeof runPsql> {
  const { cluster } = await startCluster(config);
  return runPsql(config, cluster, { login: 'superuser', database: 'trial', ...options });
}

test.run();
