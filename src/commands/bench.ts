import { requireProject } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { readBench } from '../operate/read-bench.ts';
import { type BenchFigures, runBench, type WayFigures } from '../operate/run-bench.ts';
import { withCluster } from '../scratch/with-cluster.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'bench',
  purpose: 'time a way of the project beside the plainest one, in turn, on a clone',
  args: '<name>',
  options: [{ flags: '--rounds <count>', says: 'how often each is timed (5)' }],
  example: 'procwright bench import',
  run: async ({ config: given, args, options, signal }) => {
    const config = requireProject(given);
    const bench = readBench(config.root, args[0] ?? '');
    const rounds = readRounds(String(options['rounds'] ?? 5));
    const onRound = (round: number, measured: number, beside: number) => {
      const seconds = `${measured.toFixed(3)} s beside ${beside.toFixed(3)} s`;
      process.stderr.write(`round ${round} of ${rounds}: ${seconds}\n`);
    };
    const figures = await withCluster(config, (cluster) =>
      runBench(config, cluster, bench, { rounds, onRound, signal }),
    );
    const text = options['json']
      ? JSON.stringify({ ...bench, ...figures })
      : textOf(bench, figures);
    process.stdout.write(`${text}\n`);
    return figures.reachesRatio ? EXIT.fine : EXIT.findings;
  },
};

function textOf(bench: ReturnType<typeof readBench>, figures: BenchFigures): string {
  const { measured, beside, ratio, reachesRatio, keepsSeconds } = figures;
  const need = `${reachesRatio ? 'reaches' : 'FAILS'} the ${bench.leastRatio} that is asked`;
  const limit = `${keepsSeconds ? 'within' : 'over'} ${bench.quietSeconds} s`;
  return [
    `${bench.purpose}, ${bench.rows} rows`,
    wayLine(measured),
    wayLine(beside),
    `ratio ${ratio.toFixed(2)}: ${need}`,
    `${measured.name} is ${limit}, which is asked of a machine that does nothing else`,
  ].join('\n');
}

function wayLine({ name, medianSeconds, rowsPerSecond, seconds }: WayFigures): string {
  const speed = Math.round(rowsPerSecond);
  return `${name} ${medianSeconds.toFixed(3)} s, ${speed} rows/s, the median of ${seconds.length}`;
}

function readRounds(text: string): number {
  const rounds = Number(text);
  if (Number.isInteger(rounds) && rounds > 0 && rounds <= 1000) return rounds;
  throw new CommandFault(EXIT.usage, `--rounds is ${text}.`, 'Give a whole number from 1 on.');
}
