import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { startCluster } from '../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import { readTools } from '../config.ts';
import { CommandFault } from '../exit-code.ts';
import { changeTree, writeTrialTree } from '../flyway/trial-tree.ts';
import { casesOf, type TestCase, totalsOf } from '../output/part.ts';
import { checkBodies } from './check-bodies.ts';

const test = suite('checkBodies');
const config = makeTrialProject();
const { cluster } = await startCluster(config, { durable: false });
const { hasPlpgsqlCheck } = readTools(config).postgres;
const exceptions = 'standards/plpgsql-check.json';

writeTrialTree(config);

test.after(() => removeTrialProject(config));

async function failures(): Promise<readonly TestCase[]> {
  const part = await checkBodies(config, cluster);
  return casesOf([part]).filter(({ verdict }) => verdict === 'failed');
}

test('says why it can not check, where the server lacks the extension', async () => {
  if (hasPlpgsqlCheck) return;
  const part = await checkBodies(config, cluster);
  assert.equal(totalsOf(casesOf([part])), { passed: 0, failed: 0, skipped: 1 });
  assert.match(casesOf([part])[0]?.says ?? '', 'no such extension');
});

test('passes bodies without a flaw', async () => {
  if (hasPlpgsqlCheck) assert.equal(await failures(), []);
});

test('finds an error, a warning, an injection, a wrong volatility, a lost trigger', async () => {
  if (!hasPlpgsqlCheck) return;
  changeTree(config, PLANTED);
  const found = (await failures()).map(({ name, line, says }) => `${name}:${line} ${says}`);
  assert.is(found.length, 5, found.join('\n'));
  assert.match(
    found[0] ?? '',
    /app\.injected:4 line 4: security: text type variable is not sanitized/,
  );
  assert.match(found[1] ?? '', 'app.lost_trigger:undefined error: No table has a trigger');
  assert.match(found[2] ?? '', /app\.missing:5 line 5: error 42P01: .*no_such/);
  assert.match(found[3] ?? '', /app\.slow:undefined performance: .*marked as VOLATILE/);
  assert.match(found[4] ?? '', /app\.wasteful:undefined warning extra: unused parameter/);
});

test('lets exceptions stand, and faults one that excuses nothing', async () => {
  if (!hasPlpgsqlCheck) return;
  const used = { routine: 'app.wasteful', message: '^unused parameter', reason: 'planted' };
  const unused = { routine: 'app.*', message: 'never said', reason: 'planted' };
  changeTree(config, { [exceptions]: JSON.stringify({ exceptions: [used, unused] }) });
  const found = await failures();
  assert.not(found.some(({ name }) => name === 'app.wasteful'));
  const last = found.at(-1);
  assert.is(last?.name, 'exception for app.*');
  assert.match(last?.says ?? '', 'take the exception out');
});

test('wants a reason for every exception', async () => {
  if (!hasPlpgsqlCheck) return;
  changeTree(config, {
    [exceptions]: '{"exceptions": [{"routine": "app.f", "message": "x"}]}',
  });
  let fault: unknown;
  await failures().catch((error: unknown) => (fault = error));
  assert.instance(fault, CommandFault);
  assert.match((fault as CommandFault).message, 'exception 1 lacks');
});

function routine(head: string, body: string): string {
  return `create or replace function ${head}
language plpgsql
as $body$
${body}
$body$;
`;
}

const PLANTED = {
  'sql/R/10_app/R__10_app.missing.sql': routine(
    'app.missing() returns void',
    'begin\n    insert into app.no_such values (1);\nend;',
  ),
  'sql/R/10_app/R__10_app.injected.sql': routine(
    'app.injected(p_name text) returns void',
    "begin execute 'drop table ' || p_name; end;",
  ),
  'sql/R/10_app/R__10_app.slow.sql': routine(
    'app.slow(p_count integer) returns integer',
    'begin return p_count + 1; end;',
  ),
  'sql/R/10_app/R__10_app.wasteful.sql': routine(
    'app.wasteful(p_count integer) returns void',
    'begin insert into app.item values (1::bigint); end;',
  ),
  'sql/R/10_app/R__10_app.lost_trigger.sql': routine(
    'app.lost_trigger() returns trigger',
    'begin return new; end;',
  ),
};

test.run();
