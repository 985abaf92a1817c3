import { availableParallelism } from 'node:os';

import type { Cluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';
import { inParallel } from '../in-parallel.ts';
import { type Group, type Part, timed } from '../output/part.ts';
import { withCloner } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import { testFileOf, testFiles, untestedRoutines } from '../sql-tree.ts';
import { runPgtapFile } from './pgtap-file.ts';

/** Which tests run, and how. */
export interface ProofOptions {
  /** These files alone; none means all, and that each routine must have one. */
  readonly files?: readonly string[];
  /** How many run at once; as many as there are cores by default. */
  readonly jobs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Hears of each file when it has ended. */
  readonly onGroup?: (group: Group) => void;
}

/** Runs pgTAP files, each on a clone of its own, several at once. */
export async function proveRoutines(
  config: ProjectConfig,
  cluster: Cluster,
  options: ProofOptions = {},
): Promise<Part> {
  const { files = [], jobs = availableParallelism(), signal, onGroup } = options;
  return timed('pgTAP', async () => {
    const template = await ensureTemplate(config, cluster);
    const groups = await withCloner(config, cluster, ({ withClone }) =>
      inParallel(
        files.length > 0 ? files : testFiles(config.root),
        jobs,
        async (file) => {
          const group = await withClone(template, (database) =>
            runPgtapFile({ config, cluster, database, file, signal }),
          );
          onGroup?.(group);
          return group;
        },
        signal,
      ),
    );
    return files.length > 0 ? groups : [...groups, ...mirrorGroup(config.root)];
  });
}

/** A failure for each routine that nobody asks anything. */
function mirrorGroup(root: string): readonly Group[] {
  const untested = untestedRoutines(root);
  if (untested.length === 0) return [];
  const cases = untested.map((file) => ({
    name: 'has a test file',
    verdict: 'failed' as const,
    says: `No test mirrors it: write ${testFileOf(file)}`,
    file,
  }));
  return [{ name: 'routines without a test', seconds: 0, cases }];
}
