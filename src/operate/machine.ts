import { cpus, totalmem } from 'node:os';

import type { Cluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';
import { withAdmin } from '../scratch/admin.ts';

/** On what a measurement ran: figures of two machines are not compared. */
export interface Machine {
  readonly cores: number;
  readonly model: string;
  readonly memoryGb: number;
  readonly postgres: string;
  /** The settings of the server that matter most, as `show` prints them. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Describes the machine and the server. */
export async function describeMachine(config: ProjectConfig, cluster: Cluster): Promise<Machine> {
  const rows = await withAdmin(config, cluster, (admin) =>
    admin.any<{ name: string; value: string }>(SETTINGS),
  );
  const { server_version: postgres = '', ...settings } = Object.fromEntries(
    rows.map(({ name, value }) => [name, value]),
  );
  return {
    cores: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    postgres,
    settings,
  };
}

const SETTINGS = `
select
    name,
    pg_catalog.current_setting(name) as value
from pg_catalog.pg_settings
where
    name in (
        'server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers',
        'max_wal_size', 'wal_compression', 'wal_sync_method'
    )
order by name
`;
