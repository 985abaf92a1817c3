import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { loadModule } from 'libpg-query';

import { connectionOf } from '../../cluster/logins.ts';
import type { Cluster } from '../../cluster/private-cluster.ts';
import type { ProjectConfig } from '../../config.ts';
import { connect } from '../../db/connect.ts';
import { withClone } from '../../scratch/clone.ts';
import { ensureTemplate } from '../../scratch/template.ts';
import { listFiles, routineFiles, versionFiles } from '../../sql-tree.ts';
import { byPlace, type Finding } from '../finding.ts';
import { readText, textOf } from '../read-file.ts';
import { judgeCatalog } from './judge-catalog.ts';
import { objectPlaces } from './object-places.ts';
import { traceProject } from './trace-project.ts';
import type { FileReport } from './trace/report.ts';

/** What a database has to say. */
export interface LiveReport {
  readonly findings: readonly Finding[];
  readonly traces: readonly FileReport[];
}

/**
 * Asks a database: traces the files; without any, what the project's database lacks, and then the
 * catalog of a scratch database with all of the project in it.
 *
 * @param data - A script of psql or a database with rows; null for rows that are made up.
 */
export async function lintLive(
  config: ProjectConfig,
  cluster: Cluster,
  files: readonly string[],
  data: string | null,
): Promise<LiveReport> {
  const traced = await traceProject(config, cluster, { files, data, probes: true });
  const catalog = files.length > 0 ? [] : await judgeProject(config, cluster);
  return {
    findings: [...traced.findings, ...catalog].toSorted(byPlace),
    traces: traced.reports,
  };
}

async function judgeProject(config: ProjectConfig, cluster: Cluster): Promise<readonly Finding[]> {
  await loadModule();
  const files = [...versionFiles(config.root), ...routineFiles(config.root)];
  const places = objectPlaces(files.map((file) => readText(textOf(join(config.root, file)))));
  const callers = CALLERS.flatMap((place) => textsOf(config.root, place));
  const template = await ensureTemplate(config, cluster);
  return withClone(config, cluster, template, async (database) => {
    const db = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 1 });
    try {
      const findings = await judgeCatalog(db, places);
      return findings.filter((one) => !isCalled(one, callers));
    } finally {
      await db.$pool.end();
    }
  });
}

/** What calls routines beside the database itself: the harness, and who migrates. */
const CALLERS = ['procwright.json', 'sql/callbacks'];

function textsOf(root: string, place: string): readonly string[] {
  if (place.endsWith('.json')) return [readFileSync(join(root, place), 'utf8')];
  return listFiles(root, place).map((file) => readFileSync(join(root, file), 'utf8'));
}

function isCalled({ rule, message }: Finding, callers: readonly string[]): boolean {
  const [name = ''] = message.split(' ');
  return rule === 'PW654' && callers.some((text) => text.split(/[^\w.]+/).includes(name));
}
