import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Cluster } from '../../cluster/private-cluster.ts';
import { makeTrialProject, removeTrialProject } from '../../cluster/trial-project.ts';
import type { ProjectConfig } from '../../config.ts';
import { CommandFault } from '../../exit-code.ts';
import { changeTree, writeTrialTree } from '../../flyway/trial-tree.ts';
import { BOX } from '../../service/trial/trial-schema.ts';
import { withBenchCluster } from '../bench-cluster.ts';
import { HTTP_MEASURES, type HttpContender, type HttpContest } from './http-contest.ts';
import { httpReportOf, httpText } from './http-report.ts';
import type { HttpTurn } from './http-turn.ts';
import { runHttpContest } from './run-http-contest.ts';

const test = suite('runHttpContest');
const config = makeTrialProject({
  logins: { deploy: ['procwright_migrator'], reader: [], writer: [], operator: [] },
});
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const servicePath = pathOf('../../service/serve-process.ts');
const SIZE = { rounds: 1, seconds: 0.3 };

writeTrialTree(config);
changeTree(config, {
  'sql/bench/setup.psql': `drop schema app cascade;
drop schema procwright cascade;
\\i '${pathOf('../../service/trial/trial-schema.sql')}'
insert into procwright.api_key (key_id, hash, actor, scopes)
values (:'key_id', decode(:'key_hash', 'hex'), 'alice', array['item:write', 'item:read']);
grant usage on schema app, procwright to reader, writer, operator;
grant execute on all functions in schema app, procwright to reader, writer, operator;
`,
  'sql/bench/check.psql': 'select count(*) > :rows from app.item;\n',
  'sql/bench/never.psql': 'select false;\n',
  'sql/bench/put.http': `POST /v1/boxes/${BOX}/items
Authorization: Bearer {{key}}
Content-Type: application/json

{"item_id":"{{uuid7}}","quantity":"{{1..9}}"}
`,
  'sql/bench/full.http': `POST /v1/boxes/${BOX}/items
Authorization: Bearer {{key}}
Content-Type: application/json

{"item_id":"{{uuid7}}","quantity":"501"}
`,
  'sql/bench/put.sql': `select * from app.post_item('${BOX}', $1, $2, null, 'alice')`,
  'sql/bench/list.http': `GET /v1/boxes/${BOX}/items?limit=5
Authorization: Bearer {{key}}
`,
  'sql/bench/list.sql': `select * from app.list_items('${BOX}', p_limit => $1)`,
});

test.after(() => removeTrialProject(config));

const contender = (name: string, changes: Partial<HttpContender>): HttpContender => ({
  name,
  server: 'service',
  options: {},
  call: 'sql/bench/put.http',
  statement: null,
  connections: 4,
  rate: null,
  overload: null,
  ...changes,
});
const put = { file: 'sql/bench/put.sql', values: ['item_id', 'quantity'], isList: false };
const list = { file: 'sql/bench/list.sql', values: ['limit'], isList: true };

const contest: HttpContest = {
  name: 'trial',
  purpose: 'items by three servers',
  size: SIZE,
  settings: {},
  setup: 'sql/bench/setup.psql',
  check: 'sql/bench/check.psql',
  variables: { rows: 10 },
  places: 2,
  contenders: [
    contender('express', { server: 'express', statement: put }),
    contender('node', { server: 'node', statement: list, call: 'sql/bench/list.http' }),
    contender('half', { rate: { share: 0.5, of: 'express' }, connections: 32 }),
    contender('over', {
      options: { places: 1, seats: 4 },
      connections: 2,
      overload: { times: 4, seconds: 0.5, connections: 64 },
    }),
  ],
  gates: [
    { measure: 'cpu', of: 'half', than: 'express', min: 1e-6, max: null, aim: null },
    { measure: 'rate', of: 'half', than: null, min: null, max: 1e-6, aim: null },
  ],
};

test('takes turns of all servers, fails by call and by check, leaves nothing', async () => {
  await withBenchCluster(config, contest.settings, async (beside, cluster) => {
    const told: string[] = [];
    const turns = await runHttpContest(beside, cluster, contest, {
      size: SIZE,
      servicePath,
      onTurn: ({ contender: name }) => told.push(name),
    });
    assert.equal(
      told,
      contest.contenders.map(({ name }) => name),
    );
    for (const turn of turns.slice(0, 3)) {
      assert.ok(turn.rate > 0 && turn.requests > 0 && turn.p99 >= turn.p50, turn.contender);
      assert.equal(Object.keys(turn.statuses), ['200']);
    }
    const over = turns.at(-1);
    assert.ok((over?.goodput ?? 0) > 0 && over?.recovery !== undefined);
    assert.ok((over?.statuses['503'] ?? 0) > 0, 'it turns away what is too much');
    judges(turns);
    await failsByCallAndCheck(beside, cluster);
  });
  const left = readdirSync(tmpdir()).filter((name) =>
    name.startsWith(`procwright-server-${process.pid}-`),
  );
  assert.equal(left, []);
});

function judges(turns: readonly HttpTurn[]): void {
  const machine = { cores: 1, model: 'x', memoryGb: 1, postgres: '15', settings: {} };
  const found = { contest, date: '', commit: null, machine, turns };
  const whole = httpReportOf({ ...found, size: SIZE });
  assert.equal(
    whole.gates.map(({ ends }) => ends),
    ['passes', 'FAILS'],
  );
  assert.equal(Object.keys(whole.medians[0] ?? {}), ['contender', ...HTTP_MEASURES]);
  assert.match(httpText(whole), /FAILS.* rate of half/);
  const less = httpReportOf({ ...found, size: { rounds: 1, seconds: 0.2 } });
  assert.equal(
    less.gates.map(({ ends }) => ends),
    ['not judged', 'not judged'],
  );
}

async function failsByCallAndCheck(beside: ProjectConfig, cluster: Cluster): Promise<void> {
  const bare = { ...contest, contenders: [contender('bare', { server: 'node', statement: put })] };
  const wrong = { server: 'node', statement: { ...put, file: 'sql/bench/list.sql' } } as const;
  const full = contender('full', { call: 'sql/bench/full.http' });
  for (const [changed, path, says] of [
    [{ ...contest, contenders: [full] }, servicePath, /full: calls failed: .*"422"/],
    [{ ...contest, contenders: [contender('wrong', wrong)] }, '', /calls failed: .*"500"/],
    [{ ...bare, check: 'sql/bench/never.psql' }, '', /never\.psql answers f, not t/],
    [{ ...contest, contenders: [full] }, pathOf('./load.ts'), /full did not start/],
  ] as const) {
    const run = runHttpContest(beside, cluster, changed, { size: SIZE, servicePath: path });
    const fault = await run.catch((error: unknown) => error);
    assert.instance(fault, CommandFault);
    assert.match(String(fault), says);
  }
}

test.run();
