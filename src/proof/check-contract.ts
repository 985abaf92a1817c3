import { basename } from 'node:path';

import { readCatalog } from '../catalog/read-catalog.ts';
import { connectionOf } from '../cluster/logins.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';
import { connect } from '../db/connect.ts';
import { type Part, type TestCase, timed } from '../output/part.ts';
import { withClone } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import { routineFiles } from '../sql-tree.ts';

/**
 * Reads the contract of every routine that clients may call, as the service does at its start: an
 * unknown, repeated or missing tag, an overload, an unnamed argument fails the build too.
 */
export async function checkContract(config: ProjectConfig, cluster: Cluster): Promise<Part> {
  return timed('contract', async () => {
    const start = performance.now();
    const template = await ensureTemplate(config, cluster);
    const cases = await withClone(config, cluster, template, (database) =>
      readCases(config, cluster, database),
    );
    return [{ name: 'contract', seconds: (performance.now() - start) / 1000, cases }];
  });
}

async function readCases(
  config: ProjectConfig,
  cluster: Cluster,
  database: string,
): Promise<readonly TestCase[]> {
  const admin = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 1 });
  try {
    const catalog = await readCatalog(admin, { schema: config.project.api });
    if (catalog.ok) {
      return catalog.value.routines.map(({ signature }) => ({
        name: signature,
        verdict: 'passed',
      }));
    }
    return catalog.faults.map(({ routine, message }) => ({
      name: routine,
      verdict: 'failed',
      says: message,
      ...fileOf(config.root, routine),
    }));
  } finally {
    await admin.$pool.end();
  }
}

/** The file of `schema.name(…)`, where there is one. */
function fileOf(root: string, signature: string): { readonly file?: string } {
  const [, name = ''] = /\.(\w+)\(/.exec(signature) ?? [];
  const file = routineFiles(root).find((path) => basename(path).endsWith(`.${name}.sql`));
  return file === undefined ? {} : { file };
}
