import { LEAST_SPEED, type LintBench, type Speed } from './bench-lint.ts';

/** The figures for a person. */
export function benchLintText(bench: LintBench): string {
  const { folder, files, linted, unread, crashes, findings, statements } = bench;
  const { top, body, execute } = statements;
  const whole = linted + unread === files ? 'no file is missing' : 'FILES ARE MISSING';
  const speed = bench.cold.filesPerSecond >= LEAST_SPEED ? 'reaches' : 'FAILS';
  return [
    `${folder}: ${files} files, ${(bench.bytes / 1e6).toFixed(1)} MB`,
    `statements: ${top} at the top, ${body} in bodies, ${execute} in EXECUTE`,
    `${bench.rules} rules of our own and those of form; sqlfluff and squawk have no part in it`,
    `cold ${speedText(bench.cold)}: ${speed} the ${LEAST_SPEED} asked of two idle cores`,
    `warm ${speedText(bench.warm)}`,
    `${linted} linted + ${unread} unread (PW806) = ${linted + unread} of ${files}: ${whole}`,
    `${crashes.length} crashes`,
    ...crashes.map(({ file, message }) => `  ${file}: ${message}`),
    ...findings.map(([rule, count]) => `  ${rule} ${count}`),
  ].join('\n');
}

const speedText = ({ seconds, cpuSeconds, filesPerSecond }: Speed): string =>
  `${Math.round(filesPerSecond)} files/s (${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} s CPU)`;
