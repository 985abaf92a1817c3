import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { requireProject, type ProjectConfig } from '../config.ts';
import { CommandFault, EXIT, type ExitCode } from '../exit-code.ts';
import { withBenchCluster } from '../operate/bench-cluster.ts';
import { benchText } from '../operate/bench-text.ts';
import type { Contest, Size } from '../operate/contest.ts';
import { commitOf, exitOf, recordReport, reportOf } from '../operate/contest-report.ts';
import { contestText, turnText } from '../operate/contest-text.ts';
import type { HttpContest } from '../operate/http/http-contest.ts';
import { httpReportOf, httpText, httpTurnText } from '../operate/http/http-report.ts';
import { onlyServers } from '../operate/http/only-servers.ts';
import { readHttpContest } from '../operate/http/read-http-contest.ts';
import { runHttpContest } from '../operate/http/run-http-contest.ts';
import { describeMachine } from '../operate/machine.ts';
import { onlyContenders, withVariables } from '../operate/narrow-contest.ts';
import { readBench } from '../operate/read-bench.ts';
import { readContest } from '../operate/read-contest.ts';
import { runBench } from '../operate/run-bench.ts';
import { runContest } from '../operate/run-contest.ts';
import { withCluster } from '../scratch/with-cluster.ts';
import { lintFolder } from './bench/lint-folder.ts';
import { compareWays } from './bench/compare-ways.ts';
import { traceCorpus } from './bench/trace-corpus.ts';
import type { Command, Invocation } from './command.ts';

export const command: Command = {
  name: 'bench',
  purpose: 'measure ways of the project beside others, in turn, on scratch databases',
  args: '<name> [folder]',
  options: [
    { flags: '--rounds <count>', says: 'how often each takes its turn' },
    { flags: '--seconds <count>', says: 'how long a turn of pgbench takes' },
    { flags: '--clients <count>', says: 'how many sessions pgbench has' },
    { flags: '--only <names>', says: 'of the contenders, parted by commas' },
    { flags: '--set <changes>', says: 'database.variable=value, parted by commas' },
    { flags: '--fix', says: 'lint: prove on copies that mending changes no meaning' },
    { flags: '--files <count>', says: 'lint --fix: of how many files; 400' },
    { flags: '--record', says: 'append the figures to docs/bench/history.jsonl' },
  ],
  example: 'procwright bench import',
  needsProject: false, // lint needs none
  run: async (invocation) => {
    if (invocation.args[0] === 'lint') return lintFolder(invocation);
    if (invocation.args[0] === 'trace') return traceCorpus(invocation);
    if (invocation.args[0] === 'indexes') return compareWays(invocation);
    const config = requireProject(invocation.config);
    const [name = ''] = invocation.args;
    const http = readHttpContest(config.root, name);
    if (http !== null) return holdOverHttp(config, http, invocation);
    const contest = readContest(config.root, name, Object.keys(config.project.logins));
    return contest === null ? timeWays(config, invocation) : hold(config, contest, invocation);
  },
};

const OF_CONTESTS = ['seconds', 'clients', 'only', 'set', 'record'] as const;

async function timeWays(
  config: ProjectConfig,
  { args, options, signal }: Invocation,
): Promise<ExitCode> {
  const bench = readBench(config.root, args[0] ?? '');
  const wrong = OF_CONTESTS.find((option) => options[option] !== undefined);
  if (wrong !== undefined) {
    const message = `--${wrong} is for a bench with contenders; ${bench.name} times two scripts.`;
    throw new CommandFault(EXIT.usage, message, 'Leave it out.');
  }
  const rounds = countOf(options, 'rounds', 5);
  const onRound = (round: number, measured: number, beside: number) => {
    const seconds = `${measured.toFixed(3)} s beside ${beside.toFixed(3)} s`;
    process.stderr.write(`round ${round} of ${rounds}: ${seconds}\n`);
  };
  const figures = await withCluster(config, (cluster) =>
    runBench(config, cluster, bench, { rounds, onRound, signal }),
  );
  print(options, { ...bench, ...figures }, () => benchText(bench, figures));
  return figures.reachesRatio ? EXIT.fine : EXIT.findings;
}

async function hold(
  own: ProjectConfig,
  stated: Contest,
  { options, signal }: Invocation,
): Promise<ExitCode> {
  const [only, set] = [textOf(options, 'only'), textOf(options, 'set')];
  const some = only === null ? stated : onlyContenders(stated, only);
  const contest = set === null ? some : withVariables(some, set);
  const size: Size = {
    clients: countOf(options, 'clients', stated.size.clients),
    rounds: countOf(options, 'rounds', stated.size.rounds),
    seconds: countOf(options, 'seconds', stated.size.seconds),
  };
  const found = await withBenchCluster(own, contest.settings, async (config, cluster) => ({
    machine: await describeMachine(config, cluster),
    turns: await runContest(config, cluster, contest, {
      size,
      onLoad: (name) => process.stderr.write(`loading ${name}\n`),
      onTurn: (turn) => process.stderr.write(`${turnText(turn)}\n`),
      signal,
    }),
  }));
  const report = reportOf({
    contest,
    date: new Date().toISOString(),
    commit: await commitOf(own.root),
    size,
    changed: set === null ? [] : set.split(','),
    ...found,
  });
  if (options['record']) recordReport(own.root, report);
  print(options, report, () => contestText(report));
  return exitOf(report);
}

async function holdOverHttp(
  own: ProjectConfig,
  stated: HttpContest,
  { options, signal }: Invocation,
): Promise<ExitCode> {
  const wrong = (['clients', 'set'] as const).find((option) => options[option] !== undefined);
  if (wrong !== undefined) {
    const message = `--${wrong} is for contests of pgbench; ${stated.name} is one over HTTP.`;
    throw new CommandFault(EXIT.usage, message, 'Leave it out.');
  }
  const only = textOf(options, 'only');
  const contest = only === null ? stated : onlyServers(stated, only);
  const size = {
    rounds: countOf(options, 'rounds', stated.size.rounds),
    seconds: countOf(options, 'seconds', stated.size.seconds),
  };
  const found = await withBenchCluster(own, contest.settings, async (config, cluster) => ({
    machine: await describeMachine(config, cluster),
    turns: await runHttpContest(config, cluster, contest, {
      size,
      servicePath: SERVICE,
      onTurn: (turn) => process.stderr.write(`${httpTurnText(turn)}\n`),
      signal,
    }),
  }));
  const [date, commit] = [new Date().toISOString(), await commitOf(own.root)];
  const report = httpReportOf({ contest, date, commit, size, ...found });
  if (options['record']) recordReport(own.root, report);
  print(options, report, () => httpText(report));
  return exitOf(report);
}

/** The service as a process of its own, compiled or not, as this file is. */
const SERVICE = fileURLToPath(
  new URL(`../service/serve-process${extname(import.meta.url)}`, import.meta.url),
);

type Options = Invocation['options'];

function print(options: Options, value: object, text: () => string): void {
  process.stdout.write(`${options['json'] ? JSON.stringify(value) : text()}\n`);
}

function textOf(options: Options, name: string): string | null {
  const value = options[name];
  return value === undefined ? null : String(value);
}

function countOf(options: Options, name: string, usual: number): number {
  const text = textOf(options, name);
  if (text === null) return usual;
  const count = Number(text);
  if (Number.isInteger(count) && count > 0 && count <= 1000) return count;
  throw new CommandFault(
    EXIT.usage,
    `--${name} is ${text}.`,
    'Give a whole number from 1 to 1000.',
  );
}
