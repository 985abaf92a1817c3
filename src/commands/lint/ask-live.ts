import { requireProject } from '../../config.ts';
import type { Finding } from '../../standards/finding.ts';
import { lintLive } from '../../standards/live/lint-live.ts';
import { traceLines } from '../../standards/live/trace-lines.ts';
import type { Invocation } from '../command.ts';
import { readFormat } from './print-report.ts';

/**
 * What a scratch database says of files; nothing without `--live`. What each file did is printed
 * for a person at once, beside the report where that is for a machine.
 */
export async function askLive({
  config,
  args,
  options,
}: Pick<Invocation, 'config' | 'args' | 'options'>): Promise<readonly Finding[]> {
  const { live, data } = options;
  if (live !== true) return [];
  const source = typeof data === 'string' ? data : null;
  const { findings, traces } = await lintLive(requireProject(config), args, source);
  const stream = readFormat(options) === 'text' ? process.stdout : process.stderr;
  for (const line of traceLines(traces)) stream.write(`${line}\n`);
  return findings;
}
