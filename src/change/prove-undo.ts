import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { diffFingerprints } from '../catalog/fingerprint.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';
import { type Group, type Part, type TestCase, timed } from '../output/part.ts';
import { withEmptyDatabase } from '../scratch/clone.ts';
import { listFiles, routineFiles, undoFileOf, versionFiles } from '../sql-tree.ts';
import { type ScratchState, withScratchState } from './scratch-state.ts';

/**
 * Executes the way back of every versioned migration: up, down, up again, with the schema compared
 * after each step; then, with all routines in place, everything down from the top.
 */
export async function proveUndo(
  config: ProjectConfig,
  cluster: Cluster,
  onGroup: (group: Group) => void = () => undefined,
): Promise<Part> {
  return timed('undo proof', () =>
    withEmptyDatabase(config, cluster, (database) =>
      withScratchState(config, cluster, database, async (state) => {
        const groups: Group[] = [];
        const note = async (name: string, body: () => Promise<readonly TestCase[]>) => {
          const start = performance.now();
          const cases = await body();
          const seconds = (performance.now() - start) / 1000;
          const group = { name, seconds, cases };
          groups.push(group);
          onGroup(group);
          return cases.every(({ verdict }) => verdict === 'passed');
        };
        const empty = await state.fingerprint();
        let isGood = true;
        for (const file of versionFiles(config.root)) {
          if (isGood) isGood = await note(basename(file), () => proveOne(config.root, state, file));
        }
        if (isGood) await note('all of them', () => proveAll(config.root, state, empty));
        return groups;
      }),
    ),
  );
}

/** Up, down, up: what was before is after it, and twice up is once up. */
async function proveOne(
  root: string,
  state: ScratchState,
  file: string,
): Promise<readonly TestCase[]> {
  const undo = undoFileOf(file);
  const before = await state.fingerprint();
  const up = await applied(state, file, 'goes up');
  if (up.verdict === 'failed') return [up];
  if (!existsSync(join(root, undo))) return [up, withoutUndo(root, file)];
  const after = await state.fingerprint();
  const down = await applied(state, undo, 'goes down');
  if (down.verdict === 'failed') return [up, down];
  const left = compared(undo, 'leaves nothing behind', before, await state.fingerprint());
  const again = await applied(state, file, 'goes up again');
  if (again.verdict === 'failed') return [up, down, left, again];
  const same = compared(file, 'is the same the second time', after, await state.fingerprint());
  return [up, down, left, again, same];
}

/** With all routines and what afterMigrate made: the way back of a whole release. */
async function proveAll(
  root: string,
  state: ScratchState,
  empty: readonly string[],
): Promise<readonly TestCase[]> {
  const callbacks = listFiles(root, 'sql/callbacks').filter((file) => /afterMigrate/.test(file));
  for (const file of [...routineFiles(root), ...callbacks]) {
    const up = await applied(state, file, `${basename(file)} goes up`);
    if (up.verdict === 'failed') return [up];
  }
  await state.dropRoutines();
  const downs: TestCase[] = [];
  for (const file of versionFiles(root).toReversed()) {
    const undo = undoFileOf(file);
    if (!existsSync(join(root, undo))) return downs; // below it there is no way back
    const down = await applied(state, undo, `${basename(undo)} goes down`);
    downs.push(down);
    if (down.verdict === 'failed') return downs;
  }
  const after = await state.fingerprint();
  return [...downs, compared('sql/U', 'leave nothing behind, all together', empty, after)];
}

async function applied(state: ScratchState, file: string, name: string): Promise<TestCase> {
  const says = await state.apply(file);
  return says === null
    ? { name, verdict: 'passed', file }
    : { name, verdict: 'failed', file, says };
}

function compared(
  file: string,
  name: string,
  before: readonly string[],
  after: readonly string[],
): TestCase {
  const lines = diffFingerprints(before, after);
  if (lines.length === 0) return { name, verdict: 'passed', file };
  const says = ['- what was, + what is now:', ...lines].join('\n');
  return { name, verdict: 'failed', file, says };
}

/** A migration may be without a way back, when its header says why. */
function withoutUndo(root: string, file: string): TestCase {
  const name = 'has a way back';
  const reason = /^-- Undo +(.+)$/m.exec(readFileSync(join(root, file), 'utf8'))?.[1] ?? '';
  const isStated = reason !== '' && !reason.startsWith('sql/');
  if (isStated) return { name: `says why it has no way back: ${reason}`, verdict: 'passed', file };
  const says = `${undoFileOf(file)} is missing: write it, or say why in the header (-- Undo …).`;
  return { name, verdict: 'failed', file, says };
}
