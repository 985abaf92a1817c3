import { basename, join, relative } from 'node:path';

import { connectionOf } from '../../cluster/logins.ts';
import type { Cluster } from '../../cluster/private-cluster.ts';
import type { ProjectConfig } from '../../config.ts';
import { flywayFailure } from '../../flyway/flyway-failure.ts';
import { info } from '../../flyway/flyway.ts';
import { versionFiles } from '../../sql-tree.ts';
import { type FileText, textOf } from '../read-file.ts';

/** The versioned files that a database lacks, named from the reader's folder. */
export function pendingFiles(root: string, applied: ReadonlySet<string>): readonly FileText[] {
  return versionFiles(root)
    .filter((file) => !applied.has(basename(file)))
    .map((file) => textOf(relative(process.cwd(), join(root, file))));
}

/** The names of the files that the project's database in the private cluster has. */
export async function appliedFiles(
  config: ProjectConfig,
  cluster: Cluster,
): Promise<ReadonlySet<string>> {
  const states = await info(config, connectionOf(config, cluster, 'deploy'));
  if (!states.ok) throw flywayFailure(states.faults);
  const applied = states.value.filter(({ state }) => state !== 'Pending');
  return new Set(applied.map(({ file }) => basename(file ?? '')));
}
