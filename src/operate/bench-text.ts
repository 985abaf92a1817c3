import type { Bench } from './read-bench.ts';
import type { BenchFigures, WayFigures } from './run-bench.ts';

/** Two ways side by side, for a person. */
export function benchText(bench: Bench, figures: BenchFigures): string {
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
