import { readGiven } from '../../standards/given/read-given.ts';
import { readStaged } from '../../standards/given/read-staged.ts';
import { type Fixed, fixFiles } from '../../standards/layout/fix/fix-files.ts';
import { fixStaged } from '../../standards/layout/fix/fix-staged.ts';
import { leaveReleased } from '../../standards/layout/fix/leave-released.ts';
import type { Invocation } from '../command.ts';

/** `--fix`: mends the files before they are judged, and says what became of them. */
export async function fixFirst(
  { config, args, options, signal }: Invocation,
  paths: readonly string[],
): Promise<readonly Fixed[]> {
  const folder = process.cwd();
  const isStaged = options['staged'] === true;
  const { texts } = isStaged ? readStaged(folder, args) : readGiven(paths);
  const { open, left } = leaveReleased(
    folder,
    texts.map(({ path }) => path),
  );
  const done = isStaged
    ? await fixStaged(config, folder, open, signal)
    : await fixFiles(config, open, signal);
  const fixed = [...left, ...done];
  process.stderr.write(`${fixLines(fixed).join('\n')}\n`);
  return fixed;
}

/** One line a file that was not simply sound, one for all of a common reason, and the sum. */
export function fixLines(fixed: readonly Fixed[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { path, reason } of fixed) {
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), path]);
  }
  const mended = fixed.filter(({ outcome }) => outcome === 'mended').map(({ path }) => path);
  const left = [...byReason.values()].flat().length;
  return [
    ...mended.map((path) => `mended ${path}`),
    ...[...byReason].flatMap(([reason, paths]) => leftLines(reason, paths)),
    `${fixed.length} files: ${mended.length} mended, ${left} left as they were`,
  ];
}

function leftLines(reason: string, paths: readonly string[]): readonly string[] {
  if (paths.length < WORTH_A_SUM) return paths.map((path) => `left ${path} as it was: ${reason}`);
  return [`left ${paths.length} files as they were, ${paths[0]} the first: ${reason}`];
}

/** An old project has hundreds of migrations. */
const WORTH_A_SUM = 4;
