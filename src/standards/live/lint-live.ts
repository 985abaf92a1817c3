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
import { type FileText, readText, textOf } from '../read-file.ts';
import { chooseFiles } from './choose-files.ts';
import { judgeCatalog, type Knowledge } from './judge-catalog.ts';
import { objectPlaces } from './object-places.ts';
import { appliedFiles, pendingFiles } from './pending-files.ts';
import { traceProject } from './trace-project.ts';
import type { FileReport } from './trace/report.ts';

/** What a database has to say. */
export interface LiveReport {
  readonly findings: readonly Finding[];
  readonly traces: readonly FileReport[];
  /** Sentences on what could not be looked at, and why. */
  readonly unseen: readonly string[];
}

/** What is asked of it. */
export interface LiveRequest {
  /** The files to trace; null for what is pending. */
  readonly files: readonly FileText[] | null;
  /** A script of psql or a database with rows; null for rows that are made up. */
  readonly data: string | null;
  /** Names of files that the target has; absent: the private cluster's database is the target. */
  readonly applied?: ReadonlySet<string>;
}

/**
 * Asks scratch databases: traces the files; where they are the whole project or none was named, it
 * judges the catalog with all of the project in it too.
 */
export async function lintLive(
  config: ProjectConfig,
  cluster: Cluster,
  { files, data, applied }: LiveRequest,
): Promise<LiveReport> {
  const given =
    files ?? pendingFiles(config.root, applied ?? (await appliedFiles(config, cluster)));
  const chosen = chooseFiles(config.root, given);
  const traced = await traceProject(config, cluster, { files: chosen, data, probes: true });
  const isAsked = files === null || chosen.isWhole;
  const catalog = isAsked ? await judgeProject(config, cluster) : [];
  const paths = files?.map(({ path }) => path); // the waivers of others were not read
  return {
    findings: [...traced.findings, ...catalog]
      .filter(({ file }) => paths?.includes(file) ?? true)
      .toSorted(byPlace),
    traces: traced.reports,
    unseen: [
      ...(given.length === 0 ? ['No migration is pending: nothing was traced.'] : []),
      ...(chosen.left.length === 0 ? [] : [leftOut(chosen.left)]),
    ],
  };
}

function leftOut(files: readonly FileText[]): string {
  const [first] = files.map(({ path }) => path);
  const more = files.length > 1 ? ` and ${files.length - 1} more were` : ' was';
  return `${first}${more} not run: undo files, tests and the like have no place on a clone.`;
}

/** What a project knows of its database: what its files make, and who calls routines. */
export async function knowledgeOf(root: string): Promise<Knowledge> {
  await loadModule();
  const files = [...versionFiles(root), ...routineFiles(root)];
  const callers = ['procwright.json', ...listFiles(root, 'sql/callbacks')];
  return {
    places: objectPlaces(files.map((file) => readText(textOf(join(root, file))))),
    callers: callers.map((file) => readFileSync(join(root, file), 'utf8')),
  };
}

async function judgeProject(config: ProjectConfig, cluster: Cluster): Promise<readonly Finding[]> {
  const knowledge = await knowledgeOf(config.root);
  const template = await ensureTemplate(config, cluster);
  return withClone(config, cluster, template, async (database) => {
    const db = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 1 });
    try {
      return await judgeCatalog(db, knowledge);
    } finally {
      await db.$pool.end();
    }
  });
}
