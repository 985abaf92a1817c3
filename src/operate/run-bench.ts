import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Cluster } from '../cluster/private-cluster.ts';
import { runPsql } from '../cluster/psql.ts';
import type { ProjectConfig } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { withClone } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import type { Bench, Way } from './read-bench.ts';

/** What a way took, in each round and in the middle. */
export interface WayFigures {
  readonly name: string;
  readonly seconds: readonly number[];
  readonly medianSeconds: number;
  readonly rowsPerSecond: number;
}

/** What a bench found. */
export interface BenchFigures {
  readonly measured: WayFigures;
  readonly beside: WayFigures;
  /** The speed of the measured way in that of the other; 1 is equal. */
  readonly ratio: number;
  readonly reachesRatio: boolean;
  readonly keepsSeconds: boolean;
}

/** How often it is measured, and who is told. */
export interface BenchOptions {
  readonly rounds: number;
  readonly onRound?: (round: number, measured: number, beside: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Times both ways in turn on a clone of the migrated database, so that what else the machine does
 * meets both. psql's own start is not in the time, what the client waits for is.
 *
 * @throws {CommandFault} When a script fails, or does not answer `t`.
 */
export async function runBench(
  config: ProjectConfig,
  cluster: Cluster,
  bench: Bench,
  { rounds, onRound, signal }: BenchOptions,
): Promise<BenchFigures> {
  const template = await ensureTemplate(config, cluster);
  const folder = mkdtempSync(join(tmpdir(), 'procwright-bench-'));
  chmodSync(folder, 0o777); // the server writes there, maybe as another user
  try {
    return await withClone(config, cluster, template, async (database) => {
      const ask = async (file: string, input: string): Promise<string> => {
        const outcome = await runPsql(config, cluster, {
          login: 'superuser',
          database,
          input,
          ...(signal === undefined ? {} : { signal }),
        });
        if (outcome.code === 0) return outcome.stdout;
        throw new CommandFault(EXIT.findings, `${file}: ${outcome.stderr.trim()}`, `Mend ${file}.`);
      };
      await ask(bench.setup, `\\i ${quoted(join(config.root, bench.setup))}\n`);
      const times: { measured: number[]; beside: number[] } = { measured: [], beside: [] };
      const time = async (way: Way, round: number): Promise<number> => {
        const text = scriptOf({ root: config.root, bench, way, folder, round });
        return secondsIn(way, await ask(way.file, text));
      };
      for (let round = 1; round <= rounds; round += 1) {
        const beside = await time(bench.beside, round);
        const measured = await time(bench.measured, round);
        times.beside.push(beside);
        times.measured.push(measured);
        onRound?.(round, measured, beside);
      }
      return figuresOf(bench, times.measured, times.beside);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts the medians of both ways side by side. */
export function figuresOf(
  bench: Pick<Bench, 'measured' | 'beside' | 'rows' | 'leastRatio' | 'quietSeconds'>,
  measuredSeconds: readonly number[],
  besideSeconds: readonly number[],
): BenchFigures {
  const figures = (name: string, seconds: readonly number[]): WayFigures => {
    const medianSeconds = median(seconds);
    return { name, seconds, medianSeconds, rowsPerSecond: bench.rows / medianSeconds };
  };
  const measured = figures(bench.measured.name, measuredSeconds);
  const beside = figures(bench.beside.name, besideSeconds);
  const ratio = measured.rowsPerSecond / beside.rowsPerSecond;
  return {
    measured,
    beside,
    ratio,
    reachesRatio: ratio >= bench.leastRatio,
    keepsSeconds: measured.medianSeconds <= bench.quietSeconds,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

interface Script {
  readonly root: string;
  readonly bench: Bench;
  readonly way: Way;
  readonly folder: string;
  readonly round: number;
}

function scriptOf({ root, bench, way, folder, round }: Script): string {
  return `\\pset format unaligned
\\pset tuples_only on
\\pset footer off
\\set folder ${quoted(folder)}
\\set round ${round}
\\i ${quoted(join(root, bench.prepare))}
${BEGIN} \\gset
\\i ${quoted(join(root, way.file))}
${END}
`;
}

/** A word of a command of psql. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function secondsIn(way: Way, output: string): number {
  const [whole, seconds] = output.trim().split('\n').slice(-2);
  if (whole === 't' && seconds !== undefined) return Number(seconds);
  const says = `${way.file} answers ${whole ?? 'nothing'}, not t: its work is not done.`;
  throw new CommandFault(EXIT.findings, says, `Mend ${way.file}.`);
}

const BEGIN = 'select pg_catalog.clock_timestamp() as began';

const END = `
select extract(epoch from pg_catalog.clock_timestamp() - :'began'::pg_catalog.timestamptz);
`;
