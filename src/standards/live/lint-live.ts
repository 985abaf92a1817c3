import type { ProjectConfig } from '../../config.ts';
import { withCluster } from '../../scratch/with-cluster.ts';
import { byPlace, type Finding } from '../finding.ts';
import { traceProject } from './trace-project.ts';
import type { FileReport } from './trace/report.ts';

/** What a database has to say. */
export interface LiveReport {
  readonly findings: readonly Finding[];
  readonly traces: readonly FileReport[];
}

/**
 * Asks a database: traces the files, or the migrations that the project's database lacks.
 *
 * @param data - A script of psql or a database with rows; null for rows that are made up.
 */
export async function lintLive(
  config: ProjectConfig,
  files: readonly string[],
  data: string | null,
): Promise<LiveReport> {
  return withCluster(config, async (cluster) => {
    const traced = await traceProject(config, cluster, { files, data, probes: true });
    return { findings: traced.findings.toSorted(byPlace), traces: traced.reports };
  });
}
