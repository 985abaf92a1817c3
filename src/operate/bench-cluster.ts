import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { withLock } from '../cluster/cluster-lock.ts';
import { clusterStatus } from '../cluster/cluster-status.ts';
import type { ServerSettings } from '../cluster/launch-server.ts';
import { type Cluster, startCluster, stopCluster } from '../cluster/private-cluster.ts';
import { type ProjectConfig, projectState } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { withAdmin } from '../scratch/admin.ts';

/**
 * Runs `body` with a new cluster beside the own one: durable, with the settings asked for, and
 * without anybody else's work in its log, its caches and its processor time. Nothing of it stays.
 *
 * @throws {CommandFault} When another run has one, or the settings let a commit be lost.
 */
export async function withBenchCluster<Value>(
  own: ProjectConfig,
  settings: ServerSettings,
  body: (config: ProjectConfig, cluster: Cluster) => Promise<Value>,
): Promise<Value> {
  const config = { ...own, beside: 'bench' };
  const lockFile = join(projectState(own), 'bench.lock');
  const cluster = await withLock(lockFile, async () => {
    await clear(config); // a killed run may have left its own
    return (await startCluster(config, { settings })).cluster;
  });
  try {
    await requireDurable(config, cluster);
    return await body(config, cluster);
  } finally {
    await withLock(lockFile, () => clear(config));
  }
}

async function clear(config: ProjectConfig): Promise<void> {
  await stopCluster(config);
  const { kind, pid, socketFolder } = clusterStatus(config);
  if (kind !== 'down') {
    const message = `Another bench of this project runs (server ${pid}).`;
    throw new CommandFault(EXIT.usage, message, 'Wait for it: each would slow the other.');
  }
  rmSync(socketFolder, { recursive: true, force: true });
  rmSync(projectState(config), { recursive: true, force: true });
}

/** Figures without the wait for the disk are of another server than anybody would run. */
async function requireDurable(config: ProjectConfig, cluster: Cluster): Promise<void> {
  const off = await withAdmin(config, cluster, (admin) => admin.any<{ name: string }>(UNSAFE));
  if (off.length === 0) return;
  throw new CommandFault(
    EXIT.usage,
    `The server loses commits: ${off.map(({ name }) => name).join(', ')} is off.`,
    'Take it out of "settings" in the manifest.',
  );
}

const UNSAFE = `
select name
from pg_catalog.pg_settings
where
    name in ('fsync', 'full_page_writes', 'synchronous_commit')
    and setting = 'off'
order by name
`;
