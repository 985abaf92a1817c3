import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import type { Cluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';
import { inShares } from '../in-parallel.ts';
import { type Group, type Part, timed } from '../output/part.ts';
import { withCloner } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import { testFileOf, testFiles, untestedRoutines } from '../sql-tree.ts';
import { runPgtapFile } from './pgtap-file.ts';
import { rollsBack } from './rolls-back.ts';

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

/**
 * Runs pgTAP files, several at once. What takes itself back shares a clone with others of its kind;
 * any other file has a clone of its own.
 */
export async function proveRoutines(
  config: ProjectConfig,
  cluster: Cluster,
  options: ProofOptions = {},
): Promise<Part> {
  const { files = [], jobs = availableParallelism(), signal, onGroup } = options;
  return timed('pgTAP', async () => {
    const template = await ensureTemplate(config, cluster);
    const queue = files.length > 0 ? files : testFiles(config.root);
    const groups = await withCloner(config, cluster, ({ withClone }) =>
      inShares<string, Group>(queue, { jobs, signal }, (share) =>
        withClone(template, async (shared) => {
          const runOn = (file: string) => (database: string) =>
            runPgtapFile({ config, cluster, database, file, signal });
          await share(async (file) => {
            const isTidy = rollsBack(readFileSync(join(config.root, file), 'utf8'));
            const group = await (isTidy ? runOn(file)(shared) : withClone(template, runOn(file)));
            onGroup?.(group);
            return group;
          });
        }),
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
