import { readFileSync } from 'node:fs';

import { readCatalog } from '../../catalog/read-catalog.ts';
import type { Catalog } from '../../catalog/routine.ts';
import { connectionOf } from '../../cluster/logins.ts';
import type { ProjectConfig } from '../../config.ts';
import { readSnapshot } from '../../contract/snapshot.ts';
import { connect } from '../../db/connect.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import { faultTeller } from '../../catalog/fault-place.ts';
import { databaseOf, reaching } from '../serve.ts';

/**
 * The contract that the database holds now.
 *
 * @throws {CommandFault} With every fault of it: file, line, routine.
 */
export async function readContract(config: ProjectConfig): Promise<Catalog> {
  const place = await databaseOf(config);
  const { api, lanes } = config.project;
  const target = connectionOf(config, place.address, lanes.ops, place.database);
  const db = connect({ ...target, reach: place.reach, max: 1 });
  try {
    const result = await reaching(place, () => readCatalog(db, { schema: api }));
    if (result.ok) return result.value;
    const fix = 'Mend the comments and arguments of these routines, and migrate again.';
    const lines = result.faults.map(faultTeller(config.root));
    throw new CommandFault(EXIT.findings, lines.join('\n'), fix);
  } finally {
    await db.$pool.end();
  }
}

/**
 * A contract that was written down: a file, or the `/contract.json` of a running service.
 *
 * @throws {CommandFault} When it isn't there, or is no contract.
 */
export async function readWritten(source: string): Promise<Catalog> {
  const isUrl = /^https?:\/\//.test(source);
  return readSnapshot(source, isUrl ? await download(source) : readText(source));
}

/** Milliseconds that a service may take. */
const PATIENCE_MS = 10_000;

/** The root of a service stands for its page. */
async function download(source: string): Promise<string> {
  const url = new URL(source);
  if (url.pathname === '/') url.pathname = '/contract.json';
  const fault = (why: string, cause?: unknown) => {
    const fix = 'Give the URL of a service, or a file.';
    return new CommandFault(EXIT.usage, `${url.href} gives no contract: ${why}.`, fix, { cause });
  };
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    (error: unknown) => {
      throw fault("it can't be reached", error);
    },
  );
  if (!answer.ok) throw fault(`it answers ${answer.status}`);
  return answer.text();
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const fix = 'Give a file that procwright contract show --snapshot or contract check wrote.';
    throw new CommandFault(EXIT.usage, `${file} can't be read.`, fix, { cause: error });
  }
}
