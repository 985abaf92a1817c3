import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { faultTeller, placeOfFault } from '../catalog/fault-place.ts';
import { readCatalog } from '../catalog/read-catalog.ts';
import type { RoutineFault } from '../catalog/routine-fault.ts';
import type { Catalog } from '../catalog/routine.ts';
import { connectionOf } from '../cluster/logins.ts';
import type { Cluster } from '../cluster/private-cluster.ts';
import type { ProjectConfig } from '../config.ts';
import { diffContracts, tellChange } from '../contract/diff/diff-contracts.ts';
import { endpointsOf } from '../contract/endpoint.ts';
import { SLO_FILE, sloRules, writeRules } from '../contract/slo-rules.ts';
import { readSnapshot, SNAPSHOT_FILE, writeSnapshot } from '../contract/snapshot.ts';
import { connect } from '../db/connect.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { type Part, type TestCase, timed } from '../output/part.ts';
import type { Result } from '../result.ts';
import { withClone } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';

/**
 * Reads the contract of every routine that clients may call, as the service does at its start: an
 * unknown, repeated or missing tag, an overload, an unnamed argument fails the build too.
 */
export async function checkContract(config: ProjectConfig, cluster: Cluster): Promise<Part> {
  return timed('contract', async () => {
    const start = performance.now();
    const cases = casesOf(config, await readTree(config, cluster));
    return [{ name: 'contract', seconds: (performance.now() - start) / 1000, cases }];
  });
}

/**
 * Records the contract of the tree as the one that clients are promised.
 *
 * @returns The file.
 * @throws {CommandFault} With every fault of the contract: one that has any is not promised.
 */
export async function recordContract(config: ProjectConfig, cluster: Cluster): Promise<string> {
  const catalog = await readTree(config, cluster);
  if (!catalog.ok) {
    const lines = catalog.faults.map(faultTeller(config.root));
    throw new CommandFault(EXIT.findings, lines.join('\n'), 'Mend these routines, then record it.');
  }
  const file = join(config.root, SNAPSHOT_FILE);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, writeSnapshot(catalog.value));
  return file;
}

/** The contract of a database that was made of the tree alone. */
async function readTree(
  config: ProjectConfig,
  cluster: Cluster,
): Promise<Result<Catalog, RoutineFault>> {
  const template = await ensureTemplate(config, cluster);
  return withClone(config, cluster, template, (database) =>
    readDatabase(config, cluster, database),
  );
}

async function readDatabase(config: ProjectConfig, cluster: Cluster, database: string) {
  const admin = connect({ ...connectionOf(config, cluster, 'superuser', database), max: 1 });
  try {
    return await readCatalog(admin, { schema: config.project.api });
  } finally {
    await admin.$pool.end();
  }
}

function casesOf(
  { root }: ProjectConfig,
  catalog: Result<Catalog, RoutineFault>,
): readonly TestCase[] {
  if (!catalog.ok) {
    return catalog.faults.map((fault) => ({
      name: fault.routine,
      verdict: 'failed',
      says: fault.message,
      ...placeOfFault(root, fault),
    }));
  }
  const { routines } = catalog.value;
  const read = routines.map(({ signature }) => ({ name: signature, verdict: 'passed' as const }));
  const isServed = routines.some(({ contract }) => contract.route !== null);
  return isServed
    ? [...read, recordedCase(root, catalog.value), sloCase(root, catalog.value)]
    : read;
}

/** Whether clients were promised just this; without a route, nobody was promised anything. */
function recordedCase(root: string, catalog: Catalog): TestCase {
  const name = 'is the contract that was recorded';
  const file = SNAPSHOT_FILE;
  const says = differences(join(root, file), catalog);
  if (says.length === 0) return { name, verdict: 'passed' };
  return { name, verdict: 'failed', says: [...says, RECORD].join('\n'), file };
}

/** Whether Prometheus watches what the `@slo` tags promise now. */
function sloCase(root: string, catalog: Catalog): TestCase {
  const name = 'has its objectives in the rules of Prometheus';
  const groups = sloRules(endpointsOf(catalog));
  const path = join(root, SLO_FILE);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : writeRules([]);
  if (text === writeRules(groups)) return { name, verdict: 'passed' };
  const says = `${SLO_FILE} is not what the @slo tags say. Write it anew: ${WRITE_SLO}`;
  return { name, verdict: 'failed', says, file: SLO_FILE };
}

const WRITE_SLO = `procwright contract slo > ${SLO_FILE}`;

const RECORD = 'Is it meant so? Record it: procwright contract check --write';

function differences(file: string, catalog: Catalog): readonly string[] {
  if (!existsSync(file)) return [`There is no ${file}.`];
  const text = readFileSync(file, 'utf8');
  const changes = diffContracts(readSnapshot(file, text), catalog);
  if (changes.length > 0) return changes.map(tellChange);
  return text === writeSnapshot(catalog) ? [] : [`${file} says the same in another form.`];
}
