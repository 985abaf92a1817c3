import { readFileSync } from 'node:fs';

import { loadModule } from 'libpg-query';

import type { Config } from '../../../config.ts';
import { layoutConfigFile, MOST_BYTES } from '../check-layout.ts';
import { isLayoutFault, runSqlfluff } from '../run-sqlfluff.ts';
import { differenceOf } from './difference-of.ts';
import { replaceFile } from './replace-file.ts';

/** What became of a file. */
export interface Fixed {
  /** As it was given. */
  readonly path: string;
  readonly outcome: 'mended' | 'sound' | 'left';
  /** Why it was left as it was. */
  readonly reason?: string;
}

/**
 * Mends layout and capitalisation of files, and nothing else. What is written is proven to have the
 * syntax tree and the comments of what was there; a file for which that can't be shown is left as
 * it was, and the reason told. A file without a fault isn't touched.
 *
 * @throws {CommandFault} When sqlfluff itself doesn't run.
 * @throws When a file can't be read or written.
 */
export async function fixFiles(
  config: Config,
  paths: readonly string[],
  signal?: AbortSignal,
): Promise<readonly Fixed[]> {
  await loadModule();
  const read = paths.map((path) => ({ path, bytes: readFileSync(path) }));
  const drafts = read.map(({ bytes }) => draftOf(bytes));
  const texts = drafts.flatMap((draft) => (typeof draft === 'string' ? [] : [draft.text]));
  const job = { configFile: layoutConfigFile(config), isFix: true, signal };
  const answers = (await runSqlfluff(config, texts, job)).values();
  return read.map((file, index): Fixed => {
    const draft = drafts[index] ?? '';
    if (typeof draft === 'string') return { path: file.path, outcome: 'left', reason: draft };
    const { value: answer } = answers.next();
    if (answer === undefined || isLayoutFault(answer)) {
      const reason = `sqlfluff fails at it (${answer?.fault ?? 'no answer'})`;
      return { path: file.path, outcome: 'left', reason };
    }
    return write(file, draft, answer.text ?? draft.text);
  });
}

/** A text as sqlfluff takes it, and the way back to the bytes of the file. */
interface Draft {
  readonly text: string;
  readonly bytesOf: (text: string) => Buffer;
}

/** A reason where a file can't be mended. */
function draftOf(bytes: Buffer): Draft | string {
  if (bytes.length > MOST_BYTES) return `it has ${bytes.length} bytes, over ${MOST_BYTES}`;
  const whole = bytes.toString();
  if (!Buffer.from(whole).equals(bytes)) return 'it is not UTF-8';
  const mark = whole.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lines = whole.slice(mark.length).split('\n');
  const returns = lines.slice(0, -1).filter((line) => line.endsWith('\r')).length;
  if (returns > 0 && returns < lines.length - 1) return 'its lines end in two ways';
  const end = returns > 0 ? '\r\n' : '\n';
  const text = lines.map((line) => (returns > 0 ? line.replace(/\r$/, '') : line)).join('\n');
  const why = differenceOf(text, text);
  if (why !== null) return why;
  return { text, bytesOf: (mended) => Buffer.from(mark + mended.replaceAll('\n', end)) };
}

function write(
  { path, bytes }: { readonly path: string; readonly bytes: Buffer },
  draft: Draft,
  mended: string,
): Fixed {
  if (mended === draft.text) return { path, outcome: 'sound' };
  const why = differenceOf(draft.text, mended);
  if (why !== null) return { path, outcome: 'left', reason: why };
  const isDone = replaceFile(path, bytes, draft.bytesOf(mended));
  return isDone
    ? { path, outcome: 'mended' }
    : { path, outcome: 'left', reason: 'it was changed in the meantime' };
}
