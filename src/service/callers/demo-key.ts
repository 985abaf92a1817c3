import { join } from 'node:path';

import type { IBaseProtocol } from 'pg-promise';

import { readStateFile, writeStateFile } from '../../cluster/state-file.ts';
import { projectState, type ProjectConfig } from '../../config.ts';
import { hashOfSecret, issueKey, type KeyDatabase, readScopes, revokeKey } from './manage-keys.ts';

type Db = KeyDatabase & Pick<IBaseProtocol<unknown>, 'oneOrNone'>;

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
    const key = await db.oneOrNone<KeyRow>(FIND, [keyId, hashOfSecret(secret)]);
    if (key?.actor === actor && scopes.every((scope) => key.scopes.includes(scope))) {
      return { file, isNew: false };
    }
    if (key !== null) await revokeKey(db, keyId);
  }
  const { token } = await issueKey(db, { actor, scopes, expiresAt: null, label: 'demo' });
  writeStateFile(config, file, `Authorization: Bearer ${token}\n`);
  return { file, isNew: true };
}

interface KeyRow {
  readonly actor: string;
  readonly scopes: readonly string[];
}

const FIND = `
select k.actor, k.scopes
from procwright.find_key($1, $2) as k
`;
