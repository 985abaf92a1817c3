import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Cluster } from '../../cluster/private-cluster.ts';
import type { ProjectConfig } from '../../config.ts';
import { type Part, type TestCase, timed } from '../../output/part.ts';
import { withClone } from '../../scratch/clone.ts';
import { ensureTemplate } from '../../scratch/template.ts';
import { judgeGrants } from './judge-grants.ts';
import { type Privileges, readPrivileges } from './read-privileges.ts';

/** The privileges that were agreed on, a line each: a change of them shows in a review. */
export const PRIVILEGES_FILE = 'sql/tests/golden/privileges.txt';

/** Holds the privileges of the tree beside its contract, and beside those that were agreed on. */
export async function checkPrivileges(config: ProjectConfig, cluster: Cluster): Promise<Part> {
  return timed('privileges', async () => {
    const start = performance.now();
    const found = await readTree(config, cluster);
    const cases = casesOf(found, config, readAgreed(config.root));
    const again = 'procwright check --only privileges';
    const seconds = (performance.now() - start) / 1000;
    return [{ name: 'privileges', seconds, cases, again }];
  });
}

/** Records the privileges of the tree as agreed on. @returns The file. */
export async function recordPrivileges(config: ProjectConfig, cluster: Cluster): Promise<string> {
  const file = join(config.root, PRIVILEGES_FILE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${HEAD}\n${linesOf(await readTree(config, cluster)).join('\n')}\n`);
  return file;
}

const HEAD =
  '# Written by procwright privileges --write, from grants, contract and tried statements.';

function readTree(config: ProjectConfig, cluster: Cluster): Promise<Privileges> {
  return ensureTemplate(config, cluster).then((template) =>
    withClone(config, cluster, template, (database) => readPrivileges(config, cluster, database)),
  );
}

/** One line a grant and a trick, the same for the same tree. */
export function linesOf({
  grants,
  tried,
}: Pick<Privileges, 'grants' | 'tried'>): readonly string[] {
  return [
    ...grants.map(({ role, right, on, kind }) =>
      kind === 'routine' || kind === 'relation'
        ? `${role} ${right} ${on}`
        : `${role} ${right} ${kind} ${on}`,
    ),
    ...tried.map(([what, outcome]) => `${what}: ${outcome}`),
  ];
}

function casesOf(
  found: Privileges,
  { project }: ProjectConfig,
  agreed: readonly string[],
): readonly TestCase[] {
  const breaches = judgeGrants(found.grants, { catalog: found.catalog, lanes: project.lanes });
  const lines = linesOf(found);
  const known = new Set(agreed);
  const seen = new Set(lines);
  const more = lines.filter((line) => !known.has(line)).map((line) => `not agreed on: ${line}`);
  const less = agreed.filter((line) => !seen.has(line)).map((line) => `gone: ${line}`);
  const failed = [...breaches, ...more, ...less].map((says): TestCase => {
    return { name: says, verdict: 'failed', says, file: PRIVILEGES_FILE };
  });
  const passed = lines.filter((line) => known.has(line));
  return [...failed, ...passed.map((name): TestCase => ({ name, verdict: 'passed' }))];
}

function readAgreed(root: string): readonly string[] {
  const file = join(root, PRIVILEGES_FILE);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}
