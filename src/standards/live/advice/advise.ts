import { connectionOf } from '../../../cluster/logins.ts';
import type { Cluster } from '../../../cluster/private-cluster.ts';
import type { ProjectConfig } from '../../../config.ts';
import { connect } from '../../../db/connect.ts';
import { withClone } from '../../../scratch/clone.ts';
import { ensureTemplate } from '../../../scratch/template.ts';
import { fillTables } from '../rows/fill-tables.ts';
import { compareIndexes, type IndexFigures } from './compare-indexes.ts';

/** Rows that are made up for a table; fewer fit into so few blocks that all ways look alike. */
const ROWS = 20_000;

/**
 * Measures both ways to serve a query, on a scratch database of the project with made up rows: what
 * they say of real rows is their order, not their size.
 *
 * @returns Null for a query of another form than `compareIndexes` takes.
 */
export async function adviseIndexes(
  config: ProjectConfig,
  cluster: Cluster,
  query: string,
): Promise<readonly IndexFigures[] | null> {
  const template = await ensureTemplate(config, cluster);
  return withClone(config, cluster, template, async (database) => {
    const db = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 1 });
    try {
      await fillTables(db, ROWS);
      return await compareIndexes(db, query);
    } finally {
      await db.$pool.end();
    }
  });
}
