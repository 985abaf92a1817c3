import { join } from 'node:path';

import { proveUndo } from '../change/prove-undo.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, projectState, requireProject } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { inOrder, inParallel, refuseIfStopped } from '../in-parallel.ts';
import { nearest } from '../nearest.ts';
import { exitCodeOf } from '../output/exit-code-of.ts';
import { writeJunit } from '../output/junit.ts';
import { casesOf, failedPart, type Part, totalsOf } from '../output/part.ts';
import { failureLines, partLine, skipLines, totalLine } from '../output/text.ts';
import { checkBodies } from '../proof/check-bodies.ts';
import { checkCode } from '../proof/check-code.ts';
import { checkContract } from '../proof/check-contract.ts';
import { checkPrivileges } from '../proof/privileges/check-privileges.ts';
import { proveRoutines } from '../proof/prove-routines.ts';
import { runPytest } from '../proof/run-pytest.ts';
import { runUvu } from '../proof/run-uvu.ts';
import { withCluster } from '../scratch/with-cluster.ts';
import { hasExamples, proveExamples } from '../service/examples/prove-examples.ts';
import { lintPart } from '../standards/lint-part.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'check',
  purpose: 'everything CI needs in one run: standards, tests, the way back',
  options: [
    {
      flags: '--only <part>',
      says: 'lint, code, pgtap, bodies, contract, privileges, examples, undo, or a suite',
    },
  ],
  example: 'procwright check --only pgtap',
  run: async ({ config: given, options, signal }) => {
    const config = requireProject(given);
    const isJson = Boolean(options['json']);
    const parts = await withCluster(config, (cluster) =>
      runParts(config, (stop) => chosen(partsOf(config, cluster, stop), options['only']), {
        signal,
        onPart: (part) => {
          if (!isJson) print([partLine(part), ...failureLines(part.groups)]);
        },
      }),
    );
    const totals = totalsOf(casesOf(parts));
    if (isJson) print([JSON.stringify({ parts, totals })]);
    else print([...skipLines(casesOf(parts)), totalLine(totals)]);
    return exitCodeOf(parts, config.isCi);
  },
};

/**
 * Two parts at once: one uses what the other leaves of the cores while it waits for a server, for a
 * single process, or for its last file.
 */
const PARTS_AT_ONCE = 2;

/** Runs the parts, and tells of them in their order. A bug in one stops the others, too. */
async function runParts(
  config: ProjectConfig,
  runs: (stop: AbortSignal) => Runs,
  { signal, onPart }: { readonly signal: AbortSignal; readonly onPart: (part: Part) => void },
): Promise<readonly Part[]> {
  const broken = new AbortController();
  const stop = AbortSignal.any([signal, broken.signal]);
  const tell = inOrder(onPart);
  const work = async ([index, [name, run]]: readonly [number, Run]): Promise<Part> => {
    if (process.stderr.isTTY) process.stderr.write(`${name} …\n`);
    try {
      const part = await guarded(name, run);
      refuseIfStopped(stop);
      writeJunit(join(projectState(config), 'reports', `${name}.xml`), part);
      tell(index, part);
      return part;
    } catch (error) {
      broken.abort();
      throw error;
    }
  };
  return inParallel([...[...runs(stop)].entries()], PARTS_AT_ONCE, work, signal);
}

type Run = readonly [name: string, run: () => Promise<Part>];
type Runs = ReadonlyMap<string, () => Promise<Part>>;

/** The parts of a check in their order: what is fast and tells most comes first. */
function partsOf(config: ProjectConfig, cluster: Cluster, signal: AbortSignal): Runs {
  const suites = Object.entries(config.project.suites).map(
    ([name, { kind, ...files }]) =>
      [
        name,
        () =>
          kind === 'uvu'
            ? runUvu(config, { name, ...files, signal })
            : runPytest(config, cluster, { name, ...files, signal }),
      ] as const,
  );
  return new Map<string, () => Promise<Part>>([
    ['lint', () => lintPart(config, join(config.root, 'sql'), signal)],
    ['code', () => checkCode(config, signal)],
    ['pgtap', () => proveRoutines(config, cluster, { signal })],
    ['bodies', () => checkBodies(config, cluster)],
    ['contract', () => checkContract(config, cluster)],
    ...(ownsLanes(config) ? [['privileges', () => checkPrivileges(config, cluster)] as const] : []),
    ...(hasExamples(config) ? [['examples', () => proveExamples(config, cluster)] as const] : []),
    ['undo', () => proveUndo(config, cluster)],
    ...suites,
  ]);
}

/** Only logins that the project itself makes can be tried on a scratch database. */
function ownsLanes({ project: { lanes, logins } }: ProjectConfig): boolean {
  return Object.values(lanes).every((login) => login in logins);
}

function chosen(parts: Runs, only: string | boolean | undefined): Runs {
  if (only === undefined) return parts;
  const run = parts.get(String(only));
  if (run !== undefined) return new Map([[String(only), run]]);
  throw new CommandFault(
    EXIT.usage,
    `There is no part ${only}.`,
    nearest(String(only), [...parts.keys()]),
  );
}

/** A part that can't begin is a failure of that part: the others go on. */
async function guarded(name: string, run: () => Promise<Part>): Promise<Part> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CommandFault)) throw error;
    return failedPart(name, `${error.message}\n${error.fix}`);
  }
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}
