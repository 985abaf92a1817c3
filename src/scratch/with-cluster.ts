import { type Cluster, startCluster, stopCluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';

/** Runs `body` with the private cluster up; what was down before is down again afterwards. */
export async function withCluster<Value>(
  config: ProjectConfig,
  body: (cluster: Cluster) => Promise<Value>,
): Promise<Value> {
  const { cluster } = await startCluster(config);
  try {
    return await body(cluster);
  } finally {
    await stopCluster(config); // it goes on for whoever else uses it
  }
}
