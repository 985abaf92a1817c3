import { availableParallelism } from 'node:os';

import { type Config, readTools } from '../../config.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import { inParallel, refuseIfStopped } from '../../in-parallel.ts';
import { runProcess } from '../../run-process.ts';
import { SQLFLUFF_PROGRAM } from './sqlfluff-program.ts';

/** What sqlfluff says of one text, as far as it's read here. */
export interface LayoutAnswer {
  readonly violations: readonly Violation[];
  /** Mended, where that was asked. */
  readonly text?: string;
}

/** Lines and characters from 1; without an end where sqlfluff knows none. */
export interface Violation {
  readonly start_line_no: number;
  readonly start_line_pos: number;
  readonly end_line_no?: number;
  readonly end_line_pos?: number;
  readonly code: string;
  readonly description: string;
}

/** Why sqlfluff says nothing of a text. */
export interface LayoutFault {
  readonly fault: string;
}

/** True where sqlfluff failed at a text. */
export function isLayoutFault(answer: LayoutAnswer | LayoutFault): answer is LayoutFault {
  return 'fault' in answer;
}

const KILLED: LayoutFault = { fault: 'it took too long, or ended the process' };

/** What is to be done with the texts. */
export interface LayoutJob {
  /** The path of sqlfluff's configuration. */
  readonly configFile: string;
  /** True: mend what layout and capitalisation alone can mend. */
  readonly isFix: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A process costs as much as this many bytes, so fewer aren't worth a second one. */
const BYTES_WORTH_A_PROCESS = 40_000;

/** Ten times what the slowest text took: long lists of short statements, 0.3 ms a byte. */
const MILLISECONDS_A_BYTE = 3;
const MILLISECONDS_TO_START = 60_000;

/**
 * Runs sqlfluff over texts, in as many processes as pay. The answers stand in the order of the
 * texts.
 *
 * @throws {CommandFault} When sqlfluff itself doesn't run.
 */
export async function runSqlfluff(
  config: Config,
  texts: readonly string[],
  job: LayoutJob,
): Promise<readonly (LayoutAnswer | LayoutFault)[]> {
  const shares = split(texts);
  const answers = new Map<number, LayoutAnswer | LayoutFault>();
  await inParallel(shares, shares.length, async (share) => {
    for (let rest = share; rest.length > 0;) {
      const own = rest.map((index) => texts[index] ?? '');
      const got = await runOnce(config, own, job);
      rest.slice(0, got.length).forEach((index, place) => answers.set(index, got[place] ?? KILLED));
      rest = rest.slice(got.length + 1); // the one behind the last answer is what it failed at
    }
  });
  return texts.map((_, index) => answers.get(index) ?? KILLED);
}

/** The answers up to the first text that has none. */
async function runOnce(
  config: Config,
  texts: readonly string[],
  { configFile, isFix, signal }: LayoutJob,
): Promise<readonly (LayoutAnswer | LayoutFault)[]> {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const limit = AbortSignal.timeout(MILLISECONDS_TO_START + MILLISECONDS_A_BYTE * bytes);
  const { code, stdout, stderr } = await runProcess(
    readTools(config).python,
    ['-I', '-c', SQLFLUFF_PROGRAM], // -I: no module of the reader's folder
    {
      environment: config.environment,
      input: JSON.stringify({ config: configFile, fix: isFix, texts }),
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    },
  );
  refuseIfStopped(signal);
  const answers = parseAnswers(stdout);
  const isKilled = code === null; // by the limit, by the system, or by a text
  if (code === 0 || answers.length > 0 || isKilled) return answers;
  const said = stderr.trim().split('\n').at(-1);
  throw new CommandFault(EXIT.usage, `sqlfluff did not run: ${said}`, 'npm run setup');
}

function parseAnswers(stdout: string): readonly (LayoutAnswer | LayoutFault)[] {
  const whole = stdout.split('\n').slice(0, -1); // behind the last line end stands half an answer
  return whole.map((line) => JSON.parse(line) as LayoutAnswer | LayoutFault); // our own program's
}

/** Shares of about the same size: the longest text first, each to the share that has least. */
function split(texts: readonly string[]): readonly (readonly number[])[] {
  const sized = texts.map((text, index) => ({ index, bytes: Buffer.byteLength(text) }));
  const all = sized.reduce((sum, { bytes }) => sum + bytes, 0);
  const count = Math.min(availableParallelism(), Math.ceil(all / BYTES_WORTH_A_PROCESS));
  const shares = Array.from({ length: Math.max(count, 1) }, () => ({
    bytes: 0,
    texts: [] as number[],
  }));
  for (const { index, bytes } of sized.toSorted((a, b) => b.bytes - a.bytes)) {
    const least = shares.reduce((best, share) => (share.bytes < best.bytes ? share : best));
    least.bytes += bytes;
    least.texts.push(index);
  }
  return shares
    .map((share) => share.texts.toSorted((a, b) => a - b))
    .filter((share) => share.length > 0);
}
