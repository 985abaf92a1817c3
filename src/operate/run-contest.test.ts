import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import { makeTrialProject, removeTrialProject } from '../cluster/trial-project.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, projectState } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { changeTree, writeTrialTree } from '../flyway/trial-tree.ts';
import { runProcess } from '../run-process.ts';
import { SOURCE_OPTIONS } from '../trial-process.ts';
import { withBenchCluster } from './bench-cluster.ts';
import type { Contender, ContestDatabase } from './contest.ts';
import { judgeGates } from './judge-gates.ts';
import { describeMachine } from './machine.ts';
import { lessened, runContest } from './run-contest.ts';
import type { Turn } from './run-turn.ts';

const test = suite('runContest');
const config = makeTrialProject();
const bin = fileURLToPath(new URL('../bin.ts', import.meta.url));
const SIZE = { clients: 2, rounds: 2, seconds: 1 };

writeTrialTree(config);
changeTree(config, {
  'sql/bench/setup.psql': 'insert into app.item select generate_series(1, :rows);\n',
  'sql/bench/check.psql': 'select count(*) > 10 from app.item;\n',
  'sql/bench/few.psql': 'select count(*) = 10 from app.item;\n',
  'sql/bench/add.pgbench': `\\set id random(:rows + 100, 9000000000000000000)
insert into app.item values (:id);
insert into app.item values (-(:id::bigint));
`,
  'sql/bench/trial.json': `{
  "purpose": "a bank alone", "clients": 1, "rounds": 1, "seconds": 1,
  "databases": { "plain": { "scale": 1 } },
  "contenders": { "bank": { "database": "plain", "builtin": "tpcb-like" } },
  "gates": []
}
`,
  'sql/bench/broken.pgbench': 'select 1 / 0;\n',
});

test.after(() => removeTrialProject(config));

const database = (changes: Partial<ContestDatabase>): ContestDatabase => ({
  name: 'full',
  setup: 'sql/bench/setup.psql',
  check: 'sql/bench/check.psql',
  scale: null,
  renew: false,
  variables: { rows: 10 },
  ...changes,
});

const contender = (changes: Partial<Contender>): Contender => ({
  name: 'add',
  database: 'full',
  login: 'superuser',
  script: { file: 'sql/bench/add.pgbench' },
  clients: null,
  units: 2,
  less: null,
  ...changes,
});

const contest = {
  name: 'trial',
  purpose: 'rows beside a bank',
  size: SIZE,
  settings: { shared_buffers: '16MB' },
  databases: [
    database({}),
    database({ name: 'fresh', renew: true }),
    database({ name: 'plain', setup: null, check: null, scale: 1 }),
    database({ name: 'unused', setup: 'sql/bench/gone.psql' }),
  ],
  contenders: [
    contender({}),
    contender({ name: 'anew', database: 'fresh' }),
    contender({ name: 'bank', database: 'plain', script: { builtin: 'tpcb-like' }, units: 1 }),
  ],
  gates: [
    { measure: 'tps', of: 'add', than: 'bank', min: 1e-6, max: null, aim: null },
    { measure: 'wal', of: 'add', than: null, min: null, max: 1e-6, aim: null },
  ],
} as const;

test('takes turns on its own server, fails by call and by check, leaves nothing', async () => {
  const told: string[] = [];
  await withBenchCluster(config, contest.settings, async (beside, cluster) => {
    const { settings } = await describeMachine(beside, cluster);
    assert.is(settings['shared_buffers'], '16MB');
    assert.is(settings['synchronous_commit'], 'on');
    const turns = await runContest(beside, cluster, contest, {
      size: SIZE,
      onLoad: (name) => told.push(name),
      onTurn: ({ contender: name, round }) => told.push(`${round} ${name}`),
    });
    assert.equal(told.slice(0, 3), ['full', 'fresh', 'plain']);
    assert.equal(told.slice(3, 6), ['1 add', '1 anew', '1 bank']);
    assert.is(told.length, 9);
    for (const { transactions, tps, units, cpu, syncs, wal } of turns) {
      assert.ok(transactions > 0 && tps > 0 && units >= tps && cpu > 0 && syncs > 0 && wal > 0);
    }
    const verdicts = judgeGates(contest, turns, true);
    assert.equal(
      verdicts.map(({ ends }) => ends),
      ['passes', 'FAILS'],
    );
    assert.ok(existsSync(projectState(beside)));
    await failsByCallAndCheck(beside, cluster);
    await refusesAnother();
  });
  assert.not.ok(existsSync(`${projectState(config)}/bench`));
});

async function failsByCallAndCheck(beside: ProjectConfig, cluster: Cluster): Promise<void> {
  const broken = contender({ script: { file: 'sql/bench/broken.pgbench' } });
  const few = [database({ check: 'sql/bench/few.psql' })];
  const options = { size: { clients: 1, rounds: 1, seconds: 1 } };
  for (const [changed, says] of [
    [{ ...contest, contenders: [broken] }, /division by zero/],
    [{ ...contest, contenders: [contender({})], databases: few }, /few\.psql answers f, not t/],
  ] as const) {
    const run = runContest(beside, cluster, changed, options);
    const fault = await run.catch((error: unknown) => error);
    assert.instance(fault, CommandFault);
    assert.match(String(fault), says);
    assert.is((fault as CommandFault).exitCode, EXIT.findings);
  }
}

/** While one bench runs: the other is a process of its own, as it will be. */
async function refusesAnother(): Promise<void> {
  const words = [...SOURCE_OPTIONS, bin, 'bench', 'trial', '--json'];
  const { code, stdout } = await runProcess(process.execPath, words, { cwd: config.root });
  assert.match(stdout, /Another bench of this project runs/);
  assert.is(code, EXIT.usage);
}

test('refuses a server that loses commits', async () => {
  const run = withBenchCluster(config, { fsync: 'off' }, async () => null);
  assert.match(String(await run.catch((error: unknown) => error)), /fsync is off/);
});

test('takes off the CPU of another in the same round', () => {
  const turn = (name: string, round: number, cpu: number): Turn => ({
    contender: name,
    round,
    clients: 4,
    transactions: 1,
    tps: 1,
    units: 1,
    cpu,
    syncs: 1,
    wal: 1,
    load: [0, 0],
  });
  const turns = [
    turn('all', 1, 10),
    turn('making', 1, 4),
    turn('all', 2, 20),
    turn('making', 2, 5),
  ];
  const less = lessened(turns, [
    { name: 'all', less: 'making' },
    { name: 'making', less: null },
  ]);
  assert.equal(
    less.map(({ cpu }) => cpu),
    [6, 4, 15, 5],
  );
});

test.run();
