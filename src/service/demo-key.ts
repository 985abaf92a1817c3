import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';

import type { IBaseProtocol } from 'pg-promise';

import { readCatalog } from '../catalog/read-catalog.ts';
import { readStateFile, writeStateFile } from '../cluster/state-file.ts';
import { projectState, type ProjectConfig } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';

type Db = Pick<IBaseProtocol<unknown>, 'one' | 'oneOrNone'>;

/** `Authorization: Bearer pw_<key id>_<secret>`: curl takes the file as a header by `-H @FILE`. */
const LINE = /^Authorization: Bearer pw_([0-9a-f]{12})_([A-Za-z0-9_-]{43})\n$/;

/** Where the key is. */
export interface DemoKey {
  /** Holds the header that carries the key (0600); the database has its hash. */
  readonly file: string;
  /** False when the one of the last start was kept. */
  readonly isNew: boolean;
}

/**
 * A key of the project's demo actor that may call everything. The one of the last start is kept
 * while it is valid and enough; else it is revoked and a new one issued.
 *
 * @param db - A connection of a login that may issue keys.
 * @throws {CommandFault} When a contract of the schema can't be read.
 */
export async function ensureDemoKey(config: ProjectConfig, db: Db): Promise<DemoKey> {
  const file = join(projectState(config), 'demo-key');
  const { actor } = config.project.start;
  const scopes = await readScopes(db, config.project.api);
  const [, keyId, secret] = LINE.exec(readStateFile(file) ?? '') ?? [];
  if (keyId !== undefined && secret !== undefined) {
    const key = await db.oneOrNone<KeyRow>(FIND, [keyId, hashOf(secret)]);
    if (key?.actor === actor && scopes.every((scope) => key.scopes.includes(scope))) {
      return { file, isNew: false };
    }
    if (key !== null) await db.one(REVOKE, [keyId]);
  }
  const [newId, newSecret] = [
    randomBytes(6).toString('hex'),
    randomBytes(32).toString('base64url'),
  ];
  writeStateFile(config, file, `Authorization: Bearer pw_${newId}_${newSecret}\n`);
  await db.one(ISSUE, [newId, hashOf(newSecret), actor, scopes]);
  return { file, isNew: true };
}

/** Every scope that a route of the schema asks for. */
async function readScopes(db: Db, schema: string): Promise<readonly string[]> {
  const catalog = await readCatalog(db, { schema });
  if (catalog.ok) {
    const scopes = catalog.value.routines.flatMap(({ contract }) => contract.route?.scopes ?? []);
    return [...new Set(scopes)].sort();
  }
  throw new CommandFault(
    EXIT.findings,
    catalog.faults.map(({ routine, message }) => `${routine}: ${message}`).join('\n'),
    'Mend the comments of these routines, then run it again.',
  );
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

interface KeyRow {
  readonly actor: string;
  readonly scopes: readonly string[];
}

const FIND = `
select k.actor, k.scopes
from procwright.find_key($1, $2) as k
`;

const REVOKE = `
select k.revoked_at
from procwright.revoke_key($1) as k
`;

const ISSUE = `
select k.issued_at
from procwright.issue_key($1, $2, $3, $4::text[]) as k
`;
