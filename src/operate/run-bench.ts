import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Cluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';
import { withClone } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import { median } from './median.ts';
import type { Bench, Way } from './read-bench.ts';
import { quoted, requireDone, runScript } from './run-script.ts';

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
      const place = { config, cluster, database, signal };
      await runScript(place, { file: bench.setup });
      const times: { measured: number[]; beside: number[] } = { measured: [], beside: [] };
      const time = async (way: Way, round: number): Promise<number> => {
        const text = scriptOf({ root: config.root, bench, way, folder, round });
        const output = await runScript(place, { file: way.file, text });
        return Number(requireDone(way.file, output, 1)[0]);
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

interface WayScript {
  readonly root: string;
  readonly bench: Bench;
  readonly way: Way;
  readonly folder: string;
  readonly round: number;
}

function scriptOf({ root, bench, way, folder, round }: WayScript): string {
  return `\\set folder ${quoted(folder)}
\\set round ${round}
\\i ${quoted(join(root, bench.prepare))}
${BEGIN} \\gset
\\i ${quoted(join(root, way.file))}
${END}
`;
}

const BEGIN = 'select pg_catalog.clock_timestamp() as began';

const END = `
select extract(epoch from pg_catalog.clock_timestamp() - :'began'::pg_catalog.timestamptz);
`;
