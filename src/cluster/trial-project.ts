import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { projectState, type ProjectConfig, readConfig, requireProject } from '../config.ts';
import { clusterPlace } from './cluster-place.ts';
import { stopCluster } from './private-cluster.ts';

/** What differs from the usual trial. */
export interface TrialOptions {
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly logins?: Readonly<Record<string, readonly string[]>>;
}

/** For tests: runs `body` in a small project of its own, and leaves nothing of it. */
export async function withTrialProject(
  body: (config: ProjectConfig) => Promise<void>,
  options: TrialOptions = {},
): Promise<void> {
  const config = makeTrialProject(options);
  try {
    await body(config);
  } finally {
    await removeTrialProject(config);
  }
}

/** For tests: a project with a schema `app`, in a temporary folder that every user can reach. */
export function makeTrialProject({ environment = {}, logins }: TrialOptions = {}): ProjectConfig {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'procwright-trial-')));
  chmodSync(folder, 0o755);
  const project = { ...PROJECT, logins: logins ?? PROJECT.logins };
  writeFileSync(join(folder, 'procwright.json'), JSON.stringify(project));
  return requireProject(readConfig({ ...process.env, ...environment }, folder));
}

/** For tests: stops the project's cluster and removes all that it has. */
export async function removeTrialProject(config: ProjectConfig): Promise<void> {
  await stopCluster(config, { force: true });
  rmSync(clusterPlace(config).socketFolder, { recursive: true, force: true });
  rmSync(projectState(config), { recursive: true, force: true });
  rmSync(config.root, { recursive: true, force: true });
}

const PROJECT = {
  name: 'trial',
  api: 'app',
  database: 'trial',
  logins: { deploy: ['procwright_migrator'] },
  lanes: { read: 'reader', write: 'writer', ops: 'operator' },
  scripts: { folder: 'scripts', login: 'writer' },
  start: { run: [], actor: 'demo', example: '/' },
  suites: {},
};
