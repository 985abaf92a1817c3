import { readGiven } from '../../standards/given/read-given.ts';
import { readStaged } from '../../standards/given/read-staged.ts';
import { type Fixed, fixFiles } from '../../standards/layout/fix/fix-files.ts';
import { fixStaged } from '../../standards/layout/fix/fix-staged.ts';
import type { Invocation } from '../command.ts';

/** `--fix`: mends the files before they are judged, and says what became of them. */
export async function fixFirst(
  { config, args, options, signal }: Invocation,
  paths: readonly string[],
): Promise<readonly Fixed[]> {
  const folder = process.cwd();
  const isStaged = options['staged'] === true;
  const { texts } = isStaged ? readStaged(folder, args) : readGiven(paths);
  const files = texts.map(({ path }) => path);
  const fixed = isStaged
    ? await fixStaged(config, folder, files, signal)
    : await fixFiles(config, files, signal);
  process.stderr.write(`${fixLines(fixed).join('\n')}\n`);
  return fixed;
}

/** One line a file that was not simply sound, and the sum. */
export function fixLines(fixed: readonly Fixed[]): readonly string[] {
  const told = fixed.flatMap(({ path, outcome, reason }) => {
    if (outcome === 'sound') return [];
    return [outcome === 'mended' ? `mended ${path}` : `left ${path} as it was: ${reason}`];
  });
  const [mended, left] = (['mended', 'left'] as const).map(
    (kind) => fixed.filter(({ outcome }) => outcome === kind).length,
  );
  return [...told, `${fixed.length} files: ${mended} mended, ${left} left as they were`];
}
